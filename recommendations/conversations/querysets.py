"""Reads of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class ConversationQuerySet(models.QuerySet):
    def of(self, member_id: int | None) -> Self:
        """A member's own, the last one first; nobody's for a guest."""
        return self.filter(member=member_id) if member_id else self.none()

    def whole(self) -> Self:
        """With all their turns, in one more statement."""
        return self.prefetch_related("turns")

    def to_forget(self, before: datetime) -> Self:
        """Not gone on with since, or of a member that has left."""
        return self.filter(Q(last_at__lt=before) | Q(member__deleted_at__isnull=False))
