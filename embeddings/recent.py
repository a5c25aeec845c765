"""Vectors of the sentences asked last, in this process's memory alone.

Whoever takes a keyword out, adds one or goes back asks with the same sentence once more. The
sentence itself is not kept: a vector lies under a digest of it.
"""

import hashlib
import threading
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 256  # vectors, over all spaces: 1.5 MB at 768 numbers

Vector = NDArray[np.floating[Any]]
Key = tuple[int, str, bytes]  # space, model, digest of the text


class RecentVectors:
    """The `most` vectors that were used last; safe to share between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Key, Vector] = OrderedDict()

    def get(self, space_id: int, model: str, text: str) -> Vector | None:
        """(d,) read-only; None where the text was not asked in this space lately."""
        key = _key(space_id, model, text)
        with self._lock:
            vector = self._known.get(key)
            if vector is not None:
                self._known.move_to_end(key)
            return vector

    def put(self, space_id: int, model: str, text: str, vector: Vector) -> None:
        kept = vector.copy()
        kept.flags.writeable = False
        key = _key(space_id, model, text)
        with self._lock:
            self._known[key] = kept
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._known.clear()

    def __len__(self) -> int:
        return len(self._known)


def _key(space_id: int, model: str, text: str) -> Key:
    return space_id, model, hashlib.blake2b(text.encode(), digest_size=16).digest()


recent = RecentVectors()
