"""Which embedder makes the vectors of a space; a provider's SDK is loaded when it is chosen."""

import os
import threading
from collections.abc import Sequence

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

from embeddings.text.base import ProviderRefuses, Purpose, TextEmbedder
from embeddings.text.reasons import Reason, failure

EMBEDDERS = {
    "local": "embeddings.text.local.LocalEmbedder",
    "openai": "embeddings.text.openai.OpenAIEmbedder",
}

_embedders: dict[tuple[object, ...], TextEmbedder] = {}
_lock = threading.Lock()


class NoEmbedder:
    """Stands in for a provider that this installation no longer knows: it refuses."""

    def __init__(self, *, provider: str, model: str, dimensions: int) -> None:
        self.provider, self.model, self.dimensions = provider, model, dimensions

    def embed(self, texts: Sequence[str], purpose: Purpose, seconds: float) -> NDArray[np.float32]:
        raise failure(ProviderRefuses, Reason.UNKNOWN_PROVIDER)


def configured() -> TextEmbedder:
    """The embedder that the settings ask for."""
    if settings.EMBEDDING_PROVIDER == "local":
        from embeddings.text import local

        return for_space("local", local.MODEL, local.DIMENSIONS)
    return for_space(
        settings.EMBEDDING_PROVIDER,
        settings.OPENAI_EMBEDDING_MODEL,
        settings.OPENAI_EMBEDDING_DIMENSIONS,
    )


def for_space(provider: str, model: str, dimensions: int) -> TextEmbedder:
    """The embedder that made a space, one a process. It never raises: it refuses to embed."""
    # Another address or key is another client, so that settings changed in a test count.
    key = (provider, model, dimensions, settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY)
    with _lock:
        if key not in _embedders:
            _embedders[key] = _made(provider, model, dimensions)
        return _embedders[key]


def refusal(provider: str, model: str, dimensions: int) -> Reason | None:
    """Why no embedder here could fill a space of this model and size; None when one could.

    Asks nobody: a server may still not know the model, and says so at the first call.
    """
    if provider not in EMBEDDERS:
        return Reason.UNKNOWN_PROVIDER
    reason: Reason | None = import_string(EMBEDDERS[provider]).refusal(model, dimensions)
    return reason


def warm() -> None:
    """Load what the first request would wait for: the model, or the SDK."""
    configured()
    if settings.EMBEDDING_PROVIDER == "local":
        from embeddings.text import local

        local.warm()


def _made(provider: str, model: str, dimensions: int) -> TextEmbedder:
    if provider not in EMBEDDERS:
        return NoEmbedder(provider=provider, model=model, dimensions=dimensions)
    embedder: TextEmbedder = import_string(EMBEDDERS[provider]).from_settings(
        model=model, dimensions=dimensions
    )
    return embedder


def _forget() -> None:
    """A connection that parent and child both write to would mix their answers."""
    global _lock
    _lock = threading.Lock()
    _embedders.clear()


os.register_at_fork(after_in_child=_forget)
