"""Reads of stored lists."""

from __future__ import annotations

from typing import Self

from django.db import models


class BandRecommendQuerySet(models.QuerySet):
    def for_member(self, member_id: int) -> Self:
        """The list as shown, best first; bands withdrawn since are left out."""
        return self.filter(
            member_id=member_id, band__is_published=True, band__deleted_at=None
        ).order_by("priority")
