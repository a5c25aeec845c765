"""What can happen to the catalogue."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from bands import cover
from bands.acts import Change, recorded, write_acts
from bands.documents import Act
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, BandMerge
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


def normal(text: str) -> str:
    """One form of every letter, or two equal texts would get different vectors."""
    return unicodedata.normalize("NFC", text).strip()


def save_band(*, act: Act, before: Act | None, by: int | None, now: datetime) -> None:
    """Bring a band to its document. Lock it first; `before` None: it has just been made."""
    write_acts(changes=[Change(act, before)], reason=Reason(Why.SAVED, by, now))


def delete_bands(*, bands: BandQuerySet, now: datetime, by: int | None = None) -> int:
    """Hide them; what already names them, such as a stored list, keeps pointing somewhere."""
    return _update(bands.live(), Reason(Why.REMOVED, by, now), deleted_at=now)


def restore_bands(*, bands: BandQuerySet, now: datetime, by: int | None = None) -> int:
    """Bring back what was deleted. A merged band comes back when its merge is undone."""
    merged = BandMerge.objects.standing().values("merged")
    gone = bands.exclude(deleted_at=None).exclude(pk__in=merged)
    return _update(gone, Reason(Why.RESTORED, by, now), deleted_at=None)


def publish_bands(
    *, bands: BandQuerySet, published: bool, now: datetime, by: int | None = None
) -> int:
    others = bands.exclude(is_published=published)
    why = Why.SHOWN if published else Why.HIDDEN
    return _update(others, Reason(why, by, now), is_published=published)


def _update(bands: BandQuerySet, reason: Reason, **columns: object) -> int:
    with recorded(bands=bands, reason=reason) as before:
        return Band.objects.filter(pk__in=before).update(**columns)


def delete_keywords(*, keywords: KeywordQuerySet, now: datetime) -> int:
    return keywords.live().update(deleted_at=now)


def restore_keywords(*, keywords: KeywordQuerySet) -> int:
    return keywords.exclude(deleted_at=None).update(deleted_at=None)
