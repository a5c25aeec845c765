"""Tens of thousands of short texts to vectors, on all processors."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from embeddings.text.base import Purpose, TextEmbedder
from embeddings.vocabulary.tags.vector_file import VectorFile

BATCH = 128  # texts; what a killed run loses
SECONDS = 120.0  # for one batch

Progress = Callable[[int, int], None]


def embed_all(
    *,
    texts: Sequence[str],
    embedder: TextEmbedder,
    known: VectorFile,
    processes: int,
    progress: Progress = lambda done, of: None,
) -> NDArray[np.float32]:
    """(n texts) -> (n, d) unit rows; each batch is kept as soon as it is there.

    With more than one process the parent embeds nothing itself: a local model that has worked
    does not survive a fork, so children are spawned. Raises `ProviderError`.
    """
    missing = known.missing(dict.fromkeys(texts))
    done = len(texts) - len(missing)
    for batch, rows in _answers(embedder, list(_batches(missing)), processes):
        known.add(dict(zip(batch, rows, strict=True)))
        done += len(batch)
        progress(done, len(texts))
    return known.rows(texts)


def _answers(
    embedder: TextEmbedder, batches: Sequence[list[str]], processes: int
) -> Iterator[tuple[list[str], NDArray]]:
    if processes <= 1 or len(batches) <= 1:
        for batch in batches:
            yield batch, _embedded(embedder, batch)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_set_up) as pool:
        name = (embedder.provider, embedder.model, embedder.dimensions)
        asked = {pool.submit(_in_child, name, batch): batch for batch in batches}
        try:
            for answer in as_completed(asked):
                yield asked[answer], answer.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def _in_child(name: tuple[str, str, int], batch: list[str]) -> NDArray:
    from embeddings.text import registry

    return _embedded(registry.for_space(*name), batch)


def _embedded(embedder: TextEmbedder, batch: list[str]) -> NDArray:
    from embeddings.text import gateway

    return gateway.embed(embedder, batch, Purpose.QUERY, seconds=SECONDS)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    return (list(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH))
