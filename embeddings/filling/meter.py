"""What a space's provider may be sent now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Protocol

from django.conf import settings
from django.db import transaction

from embeddings.filling.bucket import taken
from embeddings.filling.models import SpaceFill
from embeddings.filling.tokens import estimated_tokens
from embeddings.models import EmbeddingSpace

State = SpaceFill.State


class Meter(Protocol):
    def granted(self, texts: Sequence[str], now: datetime) -> int:
        """How many of the first `texts` may be sent; these count as sent."""
        ...


class Unmetered:
    """The space that serves: its texts do not wait."""

    def granted(self, texts: Sequence[str], now: datetime) -> int:
        return len(texts)


UNMETERED = Unmetered()


@dataclass(frozen=True)
class FillMeter:
    """The rate limit and the budget of a fill, shared by all workers through its row."""

    space_id: int

    def granted(self, texts: Sequence[str], now: datetime) -> int:
        with transaction.atomic():
            fill = SpaceFill.objects.select_for_update().get(space_id=self.space_id)
            if fill.state != State.FILLING:
                return 0
            allowed = _within_rate(fill, len(texts), now)
            count, tokens = _within_budget(fill, texts[:allowed])
            if allowed and not count:
                fill.state = State.OUT_OF_BUDGET
            fill.asked_texts += count
            fill.spent_tokens += tokens
            fill.save()
        return count


def meter_of(space: EmbeddingSpace) -> Meter:
    return UNMETERED if space.status == EmbeddingSpace.Status.ACTIVE else FillMeter(space.pk)


def _within_rate(fill: SpaceFill, wanted: int, now: datetime) -> int:
    if fill.texts_per_minute is None:
        return wanted
    count, fill.allowance = taken(
        allowance=fill.allowance,
        since=fill.allowance_at,
        now=now,
        wanted=wanted,
        per_minute=fill.texts_per_minute,
        window=settings.EMBEDDING_SWEEP_SECONDS,
    )
    fill.allowance_at = now
    return count


def _within_budget(fill: SpaceFill, texts: Sequence[str]) -> tuple[int, int]:
    """How many of the first texts fit, and their tokens."""
    sums = list(accumulate(map(estimated_tokens, texts)))
    if fill.budget_tokens is not None:
        left = fill.budget_tokens - fill.spent_tokens
        sums = [total for total in sums if total <= left]
    return len(sums), sums[-1] if sums else 0
