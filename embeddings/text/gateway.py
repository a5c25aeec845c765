"""The one door to text vectors: it bounds the time, distrusts the answer, names every failure."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from embeddings.text import compose
from embeddings.text.base import (
    ProviderError,
    ProviderUnavailable,
    Purpose,
    TextEmbedder,
    TextNotEmbeddable,
)
from embeddings.text.reasons import Reason, failure

logger = logging.getLogger(__name__)

T = TypeVar("T")

CALLS_AT_ONCE = 8  # calls that hang count as well, so a dead provider holds this many threads
NORMS = (0.99, 1.01)  # a provider rounds; further off, it did not mean a unit vector

_slots = threading.BoundedSemaphore(CALLS_AT_ONCE)


def embed(
    embedder: TextEmbedder, texts: Sequence[str], purpose: Purpose, *, seconds: float
) -> NDArray[np.float32]:
    """(n texts) -> (n, d) unit rows, row i for text i, or a `ProviderError`, within `seconds`.

    It never sleeps and never tries twice: when to come back is the caller's to decide. A
    text that cannot be embedded is named by `errors["position"]`, when it is known.
    """
    clean = [_embeddable(text, position) for position, text in enumerate(texts)]
    shape = (len(clean), embedder.dimensions)
    if not clean:
        return np.empty(shape, dtype=np.float32)
    answer = _answer(embedder, partial(embedder.embed, clean, purpose, seconds), seconds)
    return _unit_rows(answer, shape)


def _embeddable(text: str, position: int) -> str:
    clean = compose.normalise(text)
    if not clean or len(clean.encode()) > compose.MAX_BYTES:
        raise TextNotEmbeddable(errors={"position": position})
    return clean


def _answer(
    embedder: TextEmbedder, work: Callable[[], NDArray[np.float32]], seconds: float
) -> NDArray[np.float32]:
    try:
        future = _finished(work, seconds)
    except TimeoutError:
        raise failure(ProviderUnavailable, Reason.TIMEOUT) from None
    error = future.exception()
    if error is None:
        return future.result()
    raise _named(error, embedder)


def _named(error: BaseException, embedder: TextEmbedder) -> ProviderError:
    if isinstance(error, ProviderError):
        return error
    if isinstance(error, TimeoutError):
        return failure(ProviderUnavailable, Reason.TIMEOUT)
    logger.error("%s:%s failed", embedder.provider, embedder.model, exc_info=error)
    return failure(ProviderUnavailable, Reason.UNEXPECTED)


def _finished(work: Callable[[], T], seconds: float) -> Future[T]:
    """Do `work` in a thread, so that not even a hanging name lookup outlasts `seconds`.

    A daemon thread for each call rather than an executor's: what hangs must not keep the
    interpreter from ending, and a fork leaves nothing behind that would have to be revived.
    """
    ends, slots = time.monotonic() + seconds, _slots
    if not slots.acquire(timeout=seconds):
        raise TimeoutError
    future: Future[T] = Future()
    try:
        threading.Thread(target=_run, args=(work, future, slots), daemon=True).start()
    except RuntimeError:  # the machine has no thread left
        slots.release()
        raise failure(ProviderUnavailable, Reason.UNEXPECTED) from None
    future.exception(timeout=max(ends - time.monotonic(), 0))
    return future


def _run(work: Callable[[], T], future: Future[T], slots: threading.Semaphore) -> None:
    try:
        future.set_result(work())
    except BaseException as error:
        future.set_exception(error)
    finally:
        slots.release()


def _unit_rows(answer: ArrayLike, shape: tuple[int, int]) -> NDArray[np.float32]:
    try:
        rows = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise failure(ProviderUnavailable, Reason.BAD_VECTOR) from None
    if rows.shape != shape or not np.isfinite(rows).all():
        raise failure(ProviderUnavailable, Reason.BAD_VECTOR)
    with np.errstate(over="ignore"):
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
    if ((norms < NORMS[0]) | (norms > NORMS[1])).any():
        raise failure(ProviderUnavailable, Reason.BAD_VECTOR)
    unit: NDArray[np.float32] = (rows / norms).astype(np.float32)
    return unit


def _forget_the_parents_calls() -> None:
    global _slots
    _slots = threading.BoundedSemaphore(CALLS_AT_ONCE)


os.register_at_fork(after_in_child=_forget_the_parents_calls)
