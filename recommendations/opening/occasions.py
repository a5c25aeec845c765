"""Which keywords suit a moment, the weather and what was picked, and why (CONTRACT S58-S63)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST = 8  # suggestions
FREQUENT_FROM = 5  # picks (CONTRACT S60)
MOST_FREQUENT = 4
CARRIED_BY = 2  # picks at least


class Why(StrEnum):
    """The reason of a suggestion; what it suggests is in `WORDS`."""

    PICKS = "picks"
    RAIN = "rain"
    SNOW = "snow"
    MORNING = "morning"
    EVENING = "evening"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


WEATHERS = {Why.RAIN.value: Why.RAIN, Why.SNOW.value: Why.SNOW}  # CONTRACT S63
SEASONS = (Why.WINTER, Why.SPRING, Why.SUMMER, Why.AUTUMN)  # CONTRACT S61, from December on
MORNING = range(5, 11)  # hours in Seoul (CONTRACT S62)
EVENING = range(17, 24)

# Words of the closed vocabulary; one that the catalogue lacks is skipped.
WORDS: Mapping[Why, tuple[str, ...]] = {
    Why.RAIN: ("비 오는 날", "쓸쓸한"),
    Why.SNOW: ("눈 오는 날", "따뜻한"),
    Why.MORNING: ("아침", "경쾌한"),
    Why.EVENING: ("노을", "지친 퇴근길"),
    Why.SPRING: ("봄", "낭만적인"),
    Why.SUMMER: ("여름", "청량한"),
    Why.AUTUMN: ("가을", "쓸쓸한"),
    Why.WINTER: ("겨울", "따뜻한"),
}


@dataclass(frozen=True)
class Suggestion:
    keyword_id: int
    why: Why


def season(moment: datetime) -> Why:
    """March to May is spring, and so on; December opens the winter."""
    return SEASONS[moment.month % 12 // 3]


def hour(moment: datetime) -> Why | None:
    """Morning or evening; in between there is nothing to say."""
    if moment.hour in MORNING:
        return Why.MORNING
    return Why.EVENING if moment.hour in EVENING else None


def frequent(carried: Sequence[Iterable[int]]) -> list[int]:
    """Keyword ids that most picks carry, ties by id; none below five picks (CONTRACT S60).

    carried : the keyword ids of each pick
    """
    if len(carried) < FREQUENT_FROM:
        return []
    counts: dict[int, int] = {}
    for keywords in carried:
        for keyword in set(keywords):
            counts[keyword] = counts.get(keyword, 0) + 1
    often = [keyword for keyword, count in counts.items() if count >= CARRIED_BY]
    return sorted(often, key=lambda keyword: (-counts[keyword], keyword))[:MOST_FREQUENT]


def suggested(
    *,
    moment: datetime,
    weather: str,
    carried: Sequence[Iterable[int]],
    vocabulary: Mapping[str, int],
) -> list[Suggestion]:
    """Once each, the most personal reason first: picks, weather, hour, season.

    moment : in the listeners' time zone    vocabulary : id by word
    """
    occasions = [WEATHERS.get(weather), hour(moment), season(moment)]
    found = dict.fromkeys(frequent(carried), Why.PICKS)
    for why in filter(None, occasions):
        for word in WORDS[why]:
            if word in vocabulary:
                found.setdefault(vocabulary[word], why)
    return [Suggestion(keyword_id, why) for keyword_id, why in found.items()][:MOST]
