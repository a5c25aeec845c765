"""Rows to a picture: the published bands at their places, and what a member made of them."""

from collections import defaultdict
from datetime import datetime

from bands.models import Band, BandKeyword, Keyword
from bands.querysets import BandQuerySet
from bands.templatetags.catalogue import spoken
from members.picks import picked_bands, picked_keywords
from recommendations.mapping.models import MapPlace
from recommendations.mapping.scene import Found, Picture, Pull, Spot, Wish, picture, spot
from recommendations.suggest.services import stored_recommendations


def picture_of(*, member_id: int | None, now: datetime) -> Picture | None:
    """The map as this visitor sees it; None before one was made."""
    spots = _spots()
    if not spots:
        return None
    return picture(spots, Wish() if member_id is None else _wish(member_id, now))


def _spots() -> list[Spot]:
    places = MapPlace.objects.published()
    rows = places.values_list("band_id", "band__name", "x", "y")
    return [spot(*row) for row in rows]


def _wish(member_id: int, now: datetime) -> Wish:
    """As the list stands: what was picked or blocked since is no recommendation any more."""
    shown = stored_recommendations(member_id=member_id, now=now, loading=BandQuerySet.for_objects)
    return Wish(
        picks=frozenset(picked_bands(member_id).values_list("pk", flat=True)),
        found=tuple(Found(item.band.pk, item.priority, item.reasons.group) for item in shown.items),
        pulls=_pulls(list(picked_keywords(member_id))),
    )


def _pulls(keywords: list[Keyword]) -> tuple[Pull, ...]:
    carriers: dict[int, set[int]] = defaultdict(set)
    published = Band.objects.published().values("pk")
    links = BandKeyword.objects.filter(keyword__in=keywords, band__in=published)
    for keyword_id, band_id in links.values_list("keyword_id", "band_id"):
        carriers[keyword_id].add(band_id)
    return tuple(Pull(spoken(word), frozenset(carriers[word.pk])) for word in keywords)
