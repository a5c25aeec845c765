"""One step of the sweep over everything that lacks a vector."""

from datetime import datetime

from embeddings import keyword_texts, services, spaces
from embeddings.filling.meter import meter_of
from embeddings.models import EmbeddingSpace
from embeddings.switching.services import switch_when_ready
from embeddings.text import registry


def embed_one_batch(*, now: datetime, seconds: float) -> bool:
    """Fill the spaces by one batch each. True when it did something, so ask again."""
    busy = False
    for space in spaces.spaces_to_fill(now=now):
        busy |= _one_batch(space, now, seconds)
    return busy


def _one_batch(space: EmbeddingSpace, now: datetime, seconds: float) -> bool:
    limits = {
        "space": space,
        "embedder": registry.for_space(space.provider, space.model, space.dimensions),
        "now": now,
        "seconds": seconds,
        "meter": meter_of(space),
    }
    words = services.embed_keyword_texts(texts=keyword_texts.of_keywords(), **limits)
    progress = services.embed_pending_bands(**limits)
    if progress.claimed:
        return bool(words or progress.stored)
    finished = spaces.finish_space(space=space, now=now)
    if finished.status != EmbeddingSpace.Status.BUILDING:
        return bool(words)
    # A list made in the serving space asks for its sentence itself; here nobody does.
    sentences = services.embed_keyword_texts(texts=keyword_texts.of_sentences(), **limits)
    if not sentences:
        switch_when_ready(space=finished, now=now)
    return bool(words or sentences)
