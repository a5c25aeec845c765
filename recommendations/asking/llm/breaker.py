"""A model that fails is left alone for a while by this process (RELIABILITY F7)."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

from embeddings.breaker import TRIAL, pause_after
from embeddings.text.base import ProviderError, TextNotEmbeddable

Clock = Callable[[], float]  # seconds


class Breaker:
    """Closed, until a call fails; after the pause one caller may try, and the others wait."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = float("-inf")

    def may_call(self) -> bool:
        with self._lock:
            now = self._clock()
            if now < self._until:
                return False
            if self._failures:
                self._until = now + TRIAL.total_seconds()
            return True

    def note_success(self) -> None:
        with self._lock:
            self._failures, self._until = 0, float("-inf")

    def note_failure(self, error: ProviderError) -> None:
        """A text that a model refuses says nothing about the model."""
        if isinstance(error, TextNotEmbeddable):
            return
        with self._lock:
            pause: timedelta = pause_after(error, failures=self._failures)
            self._failures += 1
            self._until = self._clock() + pause.total_seconds()
