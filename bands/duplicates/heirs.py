"""Which band an id stands for now: an id that was handed out once is never dead."""

from collections.abc import Collection

from django.db import connection

from bands.duplicates.models import BandMerge
from bands.models import Band

HOLD = """
SELECT id FROM band WHERE id = ANY(%s) AND is_published AND deleted_at IS NULL
ORDER BY id FOR SHARE
"""
TRIES = 3  # how often a merge may come between reading whose heir one is and holding it


def heir_of(band_id: int) -> int | None:
    """The published band that this one was merged into; None when it was not."""
    heir = BandMerge.objects.heirs([band_id]).get(band_id)
    return heir if Band.objects.published().filter(pk=heir).exists() else None


def current_id(band_id: int) -> int:
    """The band that this id stands for: its own, unless it was merged."""
    return BandMerge.objects.heirs([band_id]).get(band_id, band_id)


def settle(band_ids: Collection[int]) -> dict[int, int]:
    """The published band that each of these ids stands for; those that stand for none are out.

    The bands are held until the transaction ends, so that no merge takes them away meanwhile.
    Call it in a transaction and before any member's row is locked: a merge locks bands first,
    members after.
    """
    settled = {band_id: band_id for band_id in _hold(band_ids)}
    for _try in range(TRIES):
        heirs = BandMerge.objects.heirs(set(band_ids) - settled.keys())
        if not heirs:
            break
        held = _hold(heirs.values())
        settled |= {band_id: heir for band_id, heir in heirs.items() if heir in held}
    return settled


def _hold(band_ids: Collection[int]) -> set[int]:
    """Those of the bands that are published, each locked in id order."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [sorted(set(band_ids))])
        return {pk for (pk,) in cursor.fetchall()}
