"""How the catalogue is put into words on a page."""

import re
from collections.abc import Collection, Iterable

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from bands.links import search_links
from bands.models import Band, Facet, Keyword, TopTrack
from bands.services import cover_version

register = template.Library()

HANGUL = re.compile(r"[가-힣ㄱ-ㅣ]")


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def spoken(keyword: Keyword) -> str:
    """The keyword in the visitor's language."""
    return keyword.english if _in_english() and keyword.english else keyword.keyword


@register.filter
def about(band: Band) -> str:
    """The curator's text in the visitor's language, or in Korean, or nothing."""
    description = getattr(band, "description", None)
    if description is None:
        return ""
    return (_in_english() and description.text_en) or description.text


@register.filter
def other_name(band: Band) -> str:
    """How the name is written in the other script, if the curator gave it."""
    is_korean = bool(HANGUL.search(band.name))
    others = (name.text for name in band.names.all() if not name.is_primary)
    return next((text for text in others if bool(HANGUL.search(text)) != is_korean), "")


@register.filter
def is_in(pk: int, ids: Collection[int]) -> bool:
    return pk in ids


@register.filter
def cover_url(band: Band) -> str:
    return f"{reverse('bands:cover', args=[band.pk])}?v={cover_version(band)}"


@register.filter
def track(band: Band) -> TopTrack | None:
    return getattr(band, "top_track", None)


@register.filter
def listen(band: Band) -> list[tuple[str, str]]:
    """Where to hear the representative track, or the band when there is none."""
    known = track(band)
    links = search_links(band.name, known.title) if known else search_links(band.name)
    spotify = (known and known.living_url) or links.spotify
    return [
        ("YouTube", links.youtube),
        ("Spotify", spotify),
        ("Apple Music", links.apple_music),
        ("Melon", links.melon),
    ]


@register.filter
def by_facet(keywords: Iterable[Keyword]) -> list[tuple[str, list[Keyword]]]:
    """The keywords under the names of their facets, in the order of `Facet`."""
    words = list(keywords)
    groups = [(facet.label, [w for w in words if w.facet == facet]) for facet in Facet]
    return [(label, group) for label, group in groups if group]
