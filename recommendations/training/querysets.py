"""Reads of trainings."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class TrainingRunQuerySet(models.QuerySet):
    def free(self, now: datetime) -> Self:
        """Unfinished ones that nobody works on."""
        nobody = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(nobody, finished_at=None).order_by("pk")

    def judged(self) -> Self:
        """Those that came to a verdict, the latest first."""
        return self.filter(state__in=("promoted", "refused")).order_by("-pk")
