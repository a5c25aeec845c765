"""Reads of stored lists."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject


class BandRecommendQuerySet(models.QuerySet):
    def for_member(self, member_id: int) -> Self:
        """The list as shown, best first; bands withdrawn since are left out."""
        return self.filter(
            member_id=member_id, band__is_published=True, band__deleted_at=None
        ).order_by("priority")


class RecommendListQuerySet(models.QuerySet):
    def with_places(self) -> Self:
        """With `places`: the ids of the bands as shown, best first, and the place of each."""
        from recommendations.suggest.models import BandRecommend

        rows = BandRecommend.objects.for_member(OuterRef("member_id"))
        pairs = rows.values(pair=JSONObject(band="band_id", place="priority"))
        return self.annotate(places=ArraySubquery(pairs))
