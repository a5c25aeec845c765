"""Reads of the map."""

from __future__ import annotations

from typing import Self

from django.db import models


class MapPlaceQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those that a listener may see, in band order."""
        return self.filter(band__is_published=True, band__deleted_at=None).order_by("band_id")
