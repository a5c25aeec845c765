"""One step of the sweep over everything that lacks a vector."""

from datetime import datetime

from embeddings import services, spaces
from embeddings.text import registry


def embed_one_batch(*, now: datetime, seconds: float) -> bool:
    """Fill the spaces by one batch each. True when it did something, so ask again."""
    busy = False
    for space in spaces.spaces_to_fill(now=now):
        embedder = registry.for_space(space.provider, space.model, space.dimensions)
        limits = {"space": space, "embedder": embedder, "now": now, "seconds": seconds}
        busy |= bool(services.embed_pending_keywords(**limits))
        progress = services.embed_pending_bands(**limits)
        busy |= bool(progress.stored)
        if not progress.claimed:
            spaces.finish_space(space=space, now=now)
    return busy
