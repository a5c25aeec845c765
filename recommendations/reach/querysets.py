"""Reads of measurements."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import NullIf


class ReachRunQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=("waiting", "running"))

    def free(self, now: datetime) -> Self:
        """Unfinished ones that nobody works on, the oldest first."""
        nobody = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.unfinished().filter(nobody).order_by("pk")

    def with_progress(self) -> Self:
        """With `.progress`: the share of lists that are counted, None before the first."""
        done, wanted = Sum("measures__done"), Sum("measures__n_lists")
        return self.annotate(progress=done * 1.0 / NullIf(wanted, 0))

    def light(self) -> Self:
        """Without the arrays, which only one run's own page needs."""
        return self.defer("band_ids")

    def latest_done(self) -> Self:
        return self.filter(state="done").order_by(F("finished_at").desc(), "-pk")
