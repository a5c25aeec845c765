"""A provider that fails is left alone for a while, by every process (RELIABILITY D7, F7)."""

import math
from datetime import datetime, timedelta

from django.db.models import F

from embeddings.models import EmbeddingSpace
from embeddings.text.base import (
    ProviderBusy,
    ProviderError,
    ProviderRefuses,
    ProviderUnavailable,
    TextNotEmbeddable,
)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(seconds=60)
REFUSED_PAUSE = timedelta(minutes=5)
TRIAL = timedelta(seconds=3)  # how long the one caller that tries again has the field to itself


def may_call(*, space: EmbeddingSpace, now: datetime) -> bool:
    """Whether the provider may be asked now. After a pause exactly one caller may try."""
    if space.paused_until is None:
        return True
    tried = EmbeddingSpace.objects.filter(pk=space.pk, paused_until__lte=now)
    return bool(tried.update(paused_until=now + TRIAL))


def pause(*, space: EmbeddingSpace, now: datetime) -> ProviderUnavailable:
    """The failure for which the provider is left alone, to be raised once more."""
    stored = EmbeddingSpace.objects.get(pk=space.pk)
    left = (stored.paused_until - now).total_seconds() if stored.paused_until else 0
    error = ProviderUnavailable(retry_after=max(math.ceil(left), 1))
    error.reason = stored.pause_reason or ProviderUnavailable.reason
    return error


def note_success(*, space: EmbeddingSpace) -> None:
    if space.paused_until is not None:
        EmbeddingSpace.objects.filter(pk=space.pk).update(
            paused_until=None, pause_reason="", failures=0
        )
        space.paused_until, space.failures = None, 0


def note_failure(*, space: EmbeddingSpace, error: ProviderError, now: datetime) -> datetime:
    """Remember a failure; returns when the provider may be asked again."""
    if isinstance(error, TextNotEmbeddable):
        return now
    until = now + pause_after(error, failures=space.failures)
    EmbeddingSpace.objects.filter(pk=space.pk).update(
        paused_until=until, pause_reason=error.reason, failures=F("failures") + 1
    )
    space.paused_until = until
    return until


def pause_after(error: ProviderError, *, failures: int) -> timedelta:
    """How long a provider is left alone after this error and so many before it. Pure."""
    if isinstance(error, ProviderBusy) and error.retry_after:
        return timedelta(seconds=error.retry_after)
    if isinstance(error, ProviderRefuses):
        return REFUSED_PAUSE
    return min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE)
