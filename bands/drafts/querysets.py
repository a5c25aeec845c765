"""Reads of drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that may still be published."""
        return self.filter(state__in=["draft", "scheduled"])

    def due(self, now: datetime) -> Self:
        """Those whose time has come, the longest waiting first."""
        return self.filter(state="scheduled", publish_at__lte=now).order_by("publish_at", "pk")
