"""Reads of experiments and of their log."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Avg, Count, F, FloatField, Sum, Variance
from django.db.models.functions import Cast


class ExperimentQuerySet(models.QuerySet):
    def running(self, now: datetime) -> Self:
        """The one that runs, if any does."""
        return self.filter(started_at__lte=now, ended_at=None)


class ExposureQuerySet(models.QuerySet):
    def by_arm(self) -> dict[str, dict[str, Any]]:
        """Of each arm with subjects: `subjects`, `shown`, `picked`, `mean`, `variance`.

        The last two are over subjects, of picks per list; the variance is None below two.
        """
        rate = Cast("picked", FloatField()) / F("shown")
        rows = (
            self.order_by()
            .values("arm")
            .annotate(
                subjects=Count("pk"),
                lists=Sum("shown"),
                picks=Sum("picked"),
                mean=Avg(rate),
                variance=Variance(rate, sample=True),
            )
        )
        return {row["arm"]: row for row in rows}
