"""A text as hashed n-grams of its syllables, strokes and words: no dictionary is kept."""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from bands import hangul
from embeddings.text import compose

MAX_LENGTH = 400  # characters that are read; more says nothing new
BUCKETS = 1 << 21
SYLLABLES = (1, 2, 3, 4, 5)  # lengths of the n-grams
STROKES = (4, 5, 6, 7)

_LONG_RUN = re.compile(r"(.)\1{2,}")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(43)  # of 64 bits the 21 highest, which are mixed best

Buckets = NDArray[np.int64]


def buckets(text: str) -> Buckets:
    """The buckets below `BUCKETS` that the text's n-grams fall in, each once and rising."""
    plain = cleaned(text)
    letters = _codes(f" {plain} ")
    strokes = _codes(f" {''.join(map(hangul.parted, plain))} ")
    words = np.array([_hash_of(word) for word in plain.split()], dtype=np.uint64)
    grams = [_windows(letters, n, 1 + n) for n in SYLLABLES]
    grams += [_windows(strokes, n, 11 + n) for n in STROKES]
    grams += [_windows(words, n, 21 + n) for n in (1, 2)]
    return np.unique((np.concatenate(grams) * _MULTIPLIER) >> _SHIFT).astype(np.int64)


def cleaned(text: str) -> str:
    """Small letters, single spaces, and no sign more than twice in a row: ㅋㅋㅋㅋ is ㅋㅋ."""
    return _LONG_RUN.sub(r"\1\1", compose.normalise(text[:MAX_LENGTH]).lower())


def _codes(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def _windows(codes: NDArray[np.uint64], n: int, salt: int) -> NDArray[np.uint64]:
    """One number for every n neighbours; wraps around, as a hash may."""
    count = len(codes) - n + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    total = np.full(count, salt, dtype=np.uint64)
    for start in range(n):
        total = total * _MULTIPLIER + codes[start : start + count]
        total ^= total >> np.uint64(29)
    return total


def _hash_of(word: str) -> int:
    return zlib.crc32(word.encode())
