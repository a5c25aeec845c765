"""Reads of weekly answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count
from django.db.models.functions import TruncWeek

from recommendations.satisfaction.weeks import Tally


class WeeklyAnswerQuerySet(models.QuerySet):
    def last_of(self, member_id: int) -> datetime | None:
        """When the member last answered or put it off."""
        mine = self.filter(member=member_id).order_by("-answered_at")
        return mine.values_list("answered_at", flat=True).first()

    def counting(self) -> Self:
        """Of everyone who has not left."""
        return self.filter(member__deleted_at=None)

    def by_week(self) -> Iterator[Tally]:
        """In one statement; weeks begin on Monday by the site's clock."""
        rows = self.order_by().annotate(week=TruncWeek("answered_at"))
        rows = rows.values_list("week", "satisfaction", "found_new").annotate(amount=Count("pk"))
        return (Tally(week.date(), *counted) for week, *counted in rows)
