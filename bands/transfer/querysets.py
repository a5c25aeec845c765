"""Reads of imports and of their lines."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q


class ImportQuerySet(models.QuerySet):
    def light(self) -> Self:
        """Without the file itself."""
        return self.defer("packed")

    def at_work(self) -> Self:
        """Those that somebody has to go on with, the oldest first."""
        from bands.transfer.models import WORKING

        return self.light().filter(state__in=WORKING).order_by("pk")


class RowQuerySet(models.QuerySet):
    def usable(self) -> Self:
        """Lines that write something, in the order of the file."""
        return self.filter(reason="").order_by("line")

    def after_line(self, line: int) -> Self:
        return self.filter(line__gt=line)

    def of_kind(self, kind: str) -> Self:
        """What a page shows at once: "new", "changed", "failed" or "left"."""
        from bands.transfer.models import Outcome

        left = Q(outcome__in=(Outcome.SKIPPED, Outcome.KEPT))
        kinds = {
            "new": Q(reason="", before__isnull=True),
            "changed": Q(reason="", before__isnull=False),
            "failed": ~Q(reason=""),
            "left": left,
        }
        return self.filter(kinds.get(kind, Q())).order_by(F("line"))
