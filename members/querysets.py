"""Reads of members."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q

# `FeedbackQuerySet.excluding` for statements that are written in SQL.
EXCLUDING = "stance <> 'liked' AND (until IS NULL OR until > %(now)s)"


class OfMembersQuerySet(models.QuerySet):
    """Rows that each belong to a member."""

    def counting(self) -> Self:
        """Of everyone who has not left."""
        return self.filter(member__deleted_at=None)


class FeedbackQuerySet(models.QuerySet):
    def in_force(self, now: datetime) -> Self:
        """What holds at a moment: everything but what was hidden until an earlier one."""
        return self.filter(Q(until=None) | Q(until__gt=now))

    def excluding(self, now: datetime) -> Self:
        """What keeps a band out of its member's lists (CONTRACT A1)."""
        return self.in_force(now).exclude(stance="liked")


class MemberManager(UserManager):
    def live(self) -> models.QuerySet:
        """Members that may come in; guests have nothing to come in with."""
        return self.filter(deleted_at=None, is_active=True, is_guest=False)

    def idle_guests(self, since: datetime) -> models.QuerySet:
        """Guests whom nobody has seen from `since` on."""
        return self.filter(is_guest=True, last_login__lt=since)
