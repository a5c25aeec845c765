"""Reads of the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models


class RevisionQuerySet(models.QuerySet):
    def newest_of(self, band_ids: Iterable[int]) -> dict[int, Any]:
        """The newest revision of each of these bands that has one, in one query."""
        newest = self.filter(band__in=list(band_ids)).order_by("band", "-number").distinct("band")
        return {revision.band_id: revision for revision in newest}

    def since(self, band_id: int, seen: int) -> Self:
        """What has been done to the band since its revision `seen`, in order."""
        later = self.filter(band=band_id, number__gt=seen)
        return later.exclude(why="found").order_by("number")

    def before(self, revision: Any) -> Any | None:
        earlier = self.filter(band=revision.band_id, number__lt=revision.number)
        return earlier.order_by("number").last()

    def newest_first(self) -> Self:
        return self.order_by("-number")
