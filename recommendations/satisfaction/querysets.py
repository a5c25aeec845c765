"""Reads of weekly answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import Count, OuterRef
from django.db.models.functions import TruncWeek

from recommendations.satisfaction.weeks import Tally


class WeeklyAnswerQuerySet(models.QuerySet):
    def last_of(self, member: int | OuterRef) -> Self:
        """When the member last answered or put it off: one row, or none."""
        mine = self.filter(member=member).order_by("-answered_at")
        return mine.values("answered_at")[:1]

    def counting(self) -> Self:
        """Of everyone who has not left."""
        return self.filter(member__deleted_at=None)

    def by_week(self) -> Iterator[Tally]:
        """In one statement; weeks begin on Monday by the site's clock."""
        rows = self.order_by().annotate(week=TruncWeek("answered_at"))
        rows = rows.values_list("week", "satisfaction", "found_new").annotate(amount=Count("pk"))
        return (Tally(week.date(), *counted) for week, *counted in rows)
