"""Reads of acts that may be one, and of acts that became one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

CHAIN = 20  # a merged into b merged into c …; no longer one is followed


class PairQuerySet(models.QuerySet):
    def open(self) -> Self:
        """What a curator has to look at: nobody said no, and both are still there."""
        return self.filter(dismissed_at=None, a__deleted_at=None, b__deleted_at=None)

    def likeliest_first(self) -> Self:
        return self.order_by("-likeness", "a", "b")


class MergeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def after(self, merge: models.Model) -> Self:
        """Standing merges that build on this one, so that it can only be undone after them."""
        both = [merge.kept_id, merge.merged_id]
        touches = Q(kept__in=both) | Q(merged__in=both)
        return self.standing().filter(touches, pk__gt=merge.pk)

    def heirs(self, band_ids: Collection[int]) -> dict[int, int]:
        """For each of these bands that was merged the band that it became, however many steps."""
        heirs: dict[int, int] = {}
        asked = set(band_ids)
        for _step in range(CHAIN if asked else 0):
            found = dict(
                self.standing().filter(merged__in=asked).values_list("merged_id", "kept_id")
            )
            if not found:
                break
            heirs |= found
            asked = set(found.values())
        return {band_id: _end(heirs, band_id) for band_id in band_ids if band_id in heirs}


def _end(heirs: dict[int, int], band_id: int) -> int:
    for _step in range(CHAIN):
        if band_id not in heirs:
            break
        band_id = heirs[band_id]
    return band_id
