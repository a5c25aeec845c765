"""Reads of what members said of bands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncWeek

from members.querysets import OfMembersQuerySet


class ReceptionQuerySet(OfMembersQuerySet):
    def by_week(self, since: date) -> Iterator[tuple[date, str, str, int]]:
        """Monday, stance, reason, how many; weeks begin by the site's clock."""
        rows = self.order_by().filter(made_at__date__gte=since)
        rows = rows.annotate(week=TruncWeek("made_at")).values_list("week", "stance", "reason")
        return (
            (week.date(), stance, reason, amount)
            for week, stance, reason, amount in rows.annotate(amount=Count("pk"))
        )
