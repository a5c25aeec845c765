"""A server whose models speak of different worlds, so that mixing them cannot hide."""

from collections.abc import Iterator

import numpy as np
import pytest

from embeddings.tests import openai_faults
from embeddings.tests.fake_openai import Control, FakeOpenAI
from embeddings.tests.processes import DIMENSIONS

HALF = DIMENSIONS // 2
of_any_model = openai_faults.vector_of
A, B = "model-a", "model-b"


def canary(text: str, *, model: str = A, dimensions: int = DIMENSIONS) -> np.ndarray:
    """A's vectors lie in the first half of the numbers, B's in the second.

    So the cosine of any vector of A with any of B is exactly 0, and one mixed list would show.
    """
    half, nothing = of_any_model(text, model=model, dimensions=HALF), np.zeros(HALF)
    row: np.ndarray = np.concatenate([nothing, half] if model == B else [half, nothing])
    return row.astype(np.float32)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    monkeypatch.setattr(openai_faults, "vector_of", canary)
    with FakeOpenAI(control=Control(latency_ms=5, dimensions=DIMENSIONS)) as server:
        yield server
