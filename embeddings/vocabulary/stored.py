"""Many texts to raw vectors, each asked for once ever."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import pending
from embeddings.models import TextVector
from embeddings.services import BATCH
from embeddings.text import compose, gateway
from embeddings.text.base import Purpose, TextEmbedder


def text_vectors(
    *,
    model_key: str,
    embedder: TextEmbedder,
    texts: Sequence[str],
    purpose: Purpose,
    seconds: float,
) -> NDArray[np.float32]:
    """(n texts) -> (n, d) raw unit rows. What is new is stored batch by batch, so that a run
    that was broken off goes on where it was. Raises `ProviderError`."""
    names = [compose.fingerprint(purpose, text) for text in texts]
    known = TextVector.objects.arrays(model_key, set(names))
    missing = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
    for some in _batches(list(missing)):
        asked = [missing[name] for name in some]
        rows = gateway.embed(embedder, asked, purpose, seconds=seconds)
        fresh = dict(zip(some, rows, strict=True))
        pending.keep(model_key=model_key, vectors=fresh)
        known |= fresh
    return np.array([known[name] for name in names]).reshape(-1, embedder.dimensions)


def _batches(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
