"""Reads of previews."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class PreviewQuerySet(models.QuerySet):
    def open(self, now: datetime) -> Self:
        """Nobody works on these: they wait, or their worker has not been heard of for too long."""
        return self.filter(Q(state="waiting") | Q(state="working", claimed_until__lte=now))
