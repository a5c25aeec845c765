"""The one door to text vectors: it bounds the time, distrusts the answer, names every failure."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Call:
    """A call on its way: who began it does something else meanwhile, or never comes back."""

    embedder: TextEmbedder
    shape: tuple[int, int]
    future: Future[NDArray[np.float32]]
    ends: float

    def rows(self) -> NDArray[np.float32]:
        """What `embed` returns, waited for until the deadline, or a `ProviderError`."""
        try:
            error = self.future.exception(timeout=max(self.ends - time.monotonic(), 0))
        except TimeoutError:
            raise failure(ProviderUnavailable, Reason.TIMEOUT) from None
        if error is not None:
            raise _named(error, self.embedder)
        return _unit_rows(self.future.result(), self.shape)


def embed(
    embedder: TextEmbedder, texts: Sequence[str], purpose: Purpose, *, seconds: float
) -> NDArray[np.float32]:
    """(n texts) -> (n, d) unit rows, row i for text i, or a `ProviderError`, within `seconds`.

    It never sleeps and never tries twice: when to come back is the caller's to decide. A
    text that cannot be embedded is named by `errors["position"]`, when it is known.
    """
    return begin(embedder, texts, purpose, seconds=seconds).rows()


def begin(
    embedder: TextEmbedder, texts: Sequence[str], purpose: Purpose, *, seconds: float
) -> Call:
    """The same call, not waited for. Raises a `ProviderError` where it cannot even begin."""
    clean = [_embeddable(text, position) for position, text in enumerate(texts)]
    shape, ends = (len(clean), embedder.dimensions), time.monotonic() + seconds
    if not clean:
        nothing: Future[NDArray[np.float32]] = Future()
        nothing.set_result(np.empty(shape, dtype=np.float32))
        return Call(embedder, shape, nothing, ends)
    work = partial(embedder.embed, clean, purpose, seconds)
    return Call(embedder, shape, _started(work, seconds), ends)


def _embeddable(text: str, position: int) -> str:
    clean = compose.normalise(text)
    if not clean or len(clean.encode()) > compose.MAX_BYTES:
        raise TextNotEmbeddable(errors={"position": position})
    return clean


def _named(error: BaseException, embedder: TextEmbedder) -> ProviderError:
    if isinstance(error, ProviderError):
        return error
    if isinstance(error, TimeoutError):
        return failure(ProviderUnavailable, Reason.TIMEOUT)
    logger.error("%s:%s failed", embedder.provider, embedder.model, exc_info=error)
    return failure(ProviderUnavailable, Reason.UNEXPECTED)


def _started(work: Callable[[], T], seconds: float) -> Future[T]:
    """Do `work` in a thread, so that not even a hanging name lookup outlasts `seconds`.

    A daemon thread for each call rather than an executor's: what hangs must not keep the
    interpreter from ending, and a fork leaves nothing behind that would have to be revived.
    """
    slots = _slots
    if not slots.acquire(timeout=seconds):
        raise failure(ProviderUnavailable, Reason.TIMEOUT)
    future: Future[T] = Future()
    try:
        threading.Thread(target=_run, args=(work, future, slots), daemon=True).start()
    except RuntimeError:  # the machine has no thread left
        slots.release()
        raise failure(ProviderUnavailable, Reason.UNEXPECTED) from None
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
