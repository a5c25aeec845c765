"""Reads of the ledger."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from bands.querysets import BandQuerySet

COUNTED = ("shown", "opened", "picked", "liked")


def _days() -> models.QuerySet:
    from recommendations.exposure.models import ExposureDay

    return ExposureDay.objects.filter(band=OuterRef("pk"))


class ExposedBandQuerySet(BandQuerySet):
    def with_totals(self) -> Self:
        """With `.shown_total` and so on over all days, and `.last_shown`, None for never."""
        per_band = _days().order_by().values("band")
        totals = {
            f"{kind}_total": Coalesce(Subquery(per_band.annotate(n=Sum(kind)).values("n")), 0)
            for kind in COUNTED
        }
        shown = _days().filter(shown__gt=0).order_by().values("band")
        last = Subquery(shown.annotate(last=Max("day")).values("last"))
        return self.annotate(**totals, last_shown=last)

    def never_shown(self) -> Self:
        """What listeners could be shown and no list ever has."""
        return self.published().filter(~Exists(_days().filter(shown__gt=0)))
