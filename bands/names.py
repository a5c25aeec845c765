"""What a band is called, made searchable."""

from collections.abc import Iterable

from bands import hangul
from bands.models import Band, BandName


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
