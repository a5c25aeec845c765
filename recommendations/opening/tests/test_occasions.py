"""Which keywords suit a moment, the weather and the picks; no database."""

from datetime import datetime

import pytest

from recommendations.opening.occasions import WORDS, Suggestion, Why, frequent, season, suggested

ALL = {word: number for number, word in enumerate(sorted({w for ws in WORDS.values() for w in ws}))}
NOON_IN_MAY = datetime(2026, 5, 3, 12)


def why_of(moment: datetime = NOON_IN_MAY, weather: str = "", carried=(), vocabulary=ALL):
    found = suggested(moment=moment, weather=weather, carried=carried, vocabulary=vocabulary)
    return {one.keyword_id: one.why for one in found}


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((3, 4, 5), Why.SPRING),
        ((6, 7, 8), Why.SUMMER),
        ((9, 10, 11), Why.AUTUMN),
        ((12, 1, 2), Why.WINTER),
    ],
)
def test_each_season_has_its_three_months(months, expected):
    """CONTRACT S61."""
    assert {season(datetime(2026, month, 28)) for month in months} == {expected}


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(4, None), (5, Why.MORNING), (10, Why.MORNING), (11, None), (17, Why.EVENING), (0, None)],
)
def test_mornings_and_evenings_have_words_of_their_own(hour, expected):
    """CONTRACT S62."""
    reasons = set(why_of(datetime(2026, 5, 3, hour)).values())

    assert reasons == {Why.SPRING} | ({expected} if expected else set())


@pytest.mark.parametrize(
    ("weather", "word"), [("rain", "비 오는 날"), ("snow", "눈 오는 날"), ("hail", "")]
)
def test_rain_and_snow_have_words_of_their_own(weather, word):
    """CONTRACT S63."""
    found = why_of(weather=weather)

    assert [number for number, why in found.items() if why == weather][:1] == (
        [ALL[word]] if word else []
    )


def test_from_five_picks_on_their_most_frequent_keywords_come_first():
    """CONTRACT S60: the more picks carry a keyword the earlier it comes, ties by id."""
    four = [[7, 3], [7, 3], [7], [9]]

    assert frequent(four) == []
    assert frequent([*four, [8, 8]]) == [7, 3]
    assert list(why_of(carried=[*four, []], vocabulary={}).items()) == [(7, "picks"), (3, "picks")]


def test_a_keyword_is_suggested_once_with_the_most_personal_reason():
    """CONTRACT S58, S59."""
    spring = ALL["봄"]

    found = suggested(moment=NOON_IN_MAY, weather="", carried=[[spring]] * 5, vocabulary=ALL)

    assert found[0] == Suggestion(spring, Why.PICKS)
    assert [one.keyword_id for one in found].count(spring) == 1


def test_a_word_that_the_catalogue_lacks_is_skipped():
    assert why_of(vocabulary={"봄": 4}) == {4: Why.SPRING}
    assert why_of(vocabulary={}) == {}
