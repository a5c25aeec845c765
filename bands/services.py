"""What can happen to the catalogue."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from bands import cover, hangul
from bands.models import Band, BandName
from bands.querysets import BandQuerySet, KeywordQuerySet
from config.errors import DomainError

Vector = Sequence[float]


class BandNotFound(DomainError):
    code = "band_not_found"
    status = 404
    message = _("밴드를 찾을 수 없습니다.")


@dataclass(frozen=True)
class Cover:
    svg: str
    etag: str
    version: str  # see `cover_version`
    is_final: bool  # False while the text's vector is pending: it will be drawn anew


def cover_of(band_id: int, *, vector_of: Callable[[int], Vector | None]) -> Cover:
    """The drawing of a published band; 404 for any other. `vector_of` gives it its own grain."""
    band = get_object_or_404(Band.objects.published().for_cards(), pk=band_id)
    words = [(word.keyword, word.facet) for word in band.keywords.all()]
    vector = vector_of(band_id)
    svg = cover.cover_svg(band.key, band.name, words, vector)
    return Cover(
        svg=svg,
        etag=f'"{sha256(svg.encode()).hexdigest()[:32]}"',
        version=cover_version(band),
        is_final=vector is not None or not _text_version(band),
    )


def _text_version(band: Band) -> int:
    """The number of the text as it stands; 0 without one."""
    description = getattr(band, "description", None)
    return description.text_version if description and description.text else 0


def published_band(band_id: int) -> Band:
    """A band that a listener may see, with all that its page shows."""
    band = Band.objects.published().for_cards().filter(pk=band_id).first()
    if band is None:
        raise BandNotFound
    return band


def cover_version(band: Band) -> str:
    """What the address of the cover carries, so that it may be cached for ever."""
    words = [word.keyword for word in band.keywords.all()]
    return cover.cover_version(band.key, band.name, words, _text_version(band))


def name_rows(*, band: Band, aliases: Iterable[str]) -> list[BandName]:
    """Every spelling of the band with the keys that find it, its own name first."""
    return [_name_row(band, text) for text in dict.fromkeys([band.name, *aliases])]


def _name_row(band: Band, text: str) -> BandName:
    # A sign may fold into many letters, so the keys are cut to what their columns hold.
    return BandName(
        band=band,
        text=text,
        is_primary=text == band.name,
        folded=hangul.folded(text)[:100],
        jamo=hangul.jamo(text)[:300],
        initials=hangul.initials(text)[:100],
    )


@transaction.atomic
def set_names(*, band: Band) -> None:
    """Make searchable what the band is called now: its name, and the other names it has."""
    stored = list(BandName.objects.filter(band=band).order_by("pk"))
    aliases = [row.text for row in stored if not row.is_primary]
    wanted = name_rows(band=band, aliases=aliases)
    if set(map(_keys, stored)) != set(map(_keys, wanted)):
        BandName.objects.filter(band=band).delete()
        BandName.objects.bulk_create(wanted)


def _keys(row: BandName) -> tuple[str, bool, str, str, str]:
    return row.text, row.is_primary, row.folded, row.jamo, row.initials


def normal(text: str) -> str:
    """One form of every letter, or two equal texts would get different vectors."""
    return unicodedata.normalize("NFC", text).strip()


def delete_bands(*, bands: BandQuerySet, now: datetime) -> int:
    """Hide them; what already names them, such as a stored list, keeps pointing somewhere."""
    return bands.live().update(deleted_at=now)


def restore_bands(*, bands: BandQuerySet) -> int:
    return bands.exclude(deleted_at=None).update(deleted_at=None)


def publish_bands(*, bands: BandQuerySet, published: bool) -> int:
    return bands.exclude(is_published=published).update(is_published=published)


def delete_keywords(*, keywords: KeywordQuerySet, now: datetime) -> int:
    return keywords.live().update(deleted_at=now)


def restore_keywords(*, keywords: KeywordQuerySet) -> int:
    return keywords.exclude(deleted_at=None).update(deleted_at=None)
