"""What the opening pages show."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from bands.models import BandKeyword, Keyword
from recommendations.opening.inputs import Wall, wall_of
from recommendations.opening.occasions import Why, suggested

__all__ = ["Suggested", "Wall", "suggested_keywords", "wall_of"]


@dataclass(frozen=True)
class Suggested:
    word: Keyword
    why: Why


def suggested_keywords(
    *, words: list[Keyword], band_ids: tuple[int, ...], weather: str, now: datetime
) -> list[Suggested]:
    """Of these keywords those that suit the picks, the weather and the moment in Seoul."""
    by_id = {word.pk: word for word in words}
    found = suggested(
        moment=localtime(now),
        weather=weather,
        carried=_carried(band_ids, set(by_id)),
        vocabulary={word.keyword: word.pk for word in words},
    )
    return [Suggested(by_id[one.keyword_id], one.why) for one in found]


def _carried(band_ids: tuple[int, ...], known: set[int]) -> list[list[int]]:
    """The known keywords of each pick."""
    carried: dict[int, list[int]] = {band_id: [] for band_id in band_ids}
    rows = BandKeyword.objects.filter(band__in=band_ids, keyword__in=known)
    for band_id, keyword_id in rows.values_list("band_id", "keyword_id"):
        carried[band_id].append(keyword_id)
    return list(carried.values())
