"""Reads of weekly answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.db.models import Count, OuterRef
from django.db.models.functions import TruncWeek

from members.querysets import OfMembersQuerySet
from recommendations.satisfaction.weeks import Tally


class WeeklyAnswerQuerySet(OfMembersQuerySet):
    def last_of(self, member: OuterRef) -> Self:
        """When a member last answered or put it off, for a statement about members."""
        return self.filter(member=member).order_by("-answered_at").values("answered_at")[:1]

    def by_week(self) -> Iterator[Tally]:
        """In one statement; weeks begin on Monday by the site's clock."""
        rows = self.order_by().annotate(week=TruncWeek("answered_at"))
        rows = rows.values_list("week", "satisfaction", "found_new").annotate(amount=Count("pk"))
        return (Tally(week.date(), *counted) for week, *counted in rows)
