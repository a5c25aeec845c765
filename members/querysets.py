"""Reads of members."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q


class BlockQuerySet(models.QuerySet):
    def active(self, now: datetime) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=now))


class MemberManager(UserManager):
    def live(self) -> models.QuerySet:
        """Members that may come in."""
        return self.filter(deleted_at=None, is_active=True)
