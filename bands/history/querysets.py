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

    def newest_first(self) -> Self:
        return self.order_by("-number")
