"""What a band is called, made searchable."""

from collections.abc import Iterable

from django.db import transaction

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
