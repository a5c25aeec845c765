"""Embedders that are small enough to reason about; the real ones have tests of their own."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from embeddings.text.base import Purpose

DIMENSIONS = 8


def vector_of(text: str, dimensions: int = DIMENSIONS) -> NDArray[np.float32]:
    """The unit vector that stands for `text`: any function of the text alone would do."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    row = np.random.default_rng(seed).normal(size=dimensions)
    return (row / np.linalg.norm(row)).astype(np.float32)


class KnownEmbedder:
    """Answers `vector_of`, remembers what it was asked, and can be told what to do meanwhile."""

    provider = "openai"
    model = "known"
    dimensions = DIMENSIONS

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.asked: list[list[str]] = []
        self.meanwhile = meanwhile

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        self.asked.append(list(texts))
        try:
            self.meanwhile()
        finally:
            connection.close()  # the gateway calls from a thread of its own
        return np.array([vector_of(text) for text in texts])


class FailingEmbedder(KnownEmbedder):
    """Raises the error it was given until that is taken away."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__()
        self.error = error

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        if self.error is not None:
            self.asked.append(list(texts))
            raise self.error
        return super().embed(texts, purpose, seconds)
