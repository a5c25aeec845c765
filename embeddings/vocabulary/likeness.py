"""When two words look like one: by spelling, by their English, by their vectors. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bands import hangul

NEAR = 0.70  # cosine; docs/keywords.md says what lies above it
LEAST_STROKES = 6  # a slip in a shorter word makes another word


class Sign(StrEnum):
    """Why two words may be one."""

    SPELLING = "spelling"
    ENGLISH = "english"
    SLIP = "slip"
    MEANING = "meaning"


@dataclass(frozen=True)
class Spelt:
    """A word as it is written, in Korean and in English."""

    korean: str
    english: str = ""


@dataclass(frozen=True)
class Like:
    """Words number `a` and `b` (a < b), the best sign, and their cosine where both have one."""

    a: int
    b: int
    sign: Sign
    cosine: float | None


def alike(words: Sequence[Spelt], vectors: Sequence[NDArray | None]) -> list[Like]:
    """The pairs of n words that may be one, surest sign first, then the nearest."""
    keys = [_keys(word) for word in words]
    cosines = _cosines(vectors)
    found = []
    for (a, one), (b, other) in combinations(enumerate(keys), 2):
        near = float(cosines[a, b])
        sign = _sign(one, other, near)
        if sign is not None:
            found.append(Like(a, b, sign, None if np.isnan(near) else near))
    order = list(Sign)
    return sorted(found, key=lambda one: (order.index(one.sign), -(one.cosine or 0.0)))


@dataclass(frozen=True)
class _Keys:
    spellings: frozenset[str]
    english: str
    strokes: str


def _keys(word: Spelt) -> _Keys:
    english = hangul.folded(word.english)
    spellings = frozenset({hangul.folded(word.korean), english} - {""})
    return _Keys(spellings, english, hangul.jamo(word.korean))


def _sign(one: _Keys, other: _Keys, cosine: float) -> Sign | None:
    """The surest sign that two words are one; a NaN cosine is none."""
    if one.english and one.english == other.english:
        return Sign.ENGLISH
    if one.spellings & other.spellings:
        return Sign.SPELLING
    if _is_slip(one.strokes, other.strokes):
        return Sign.SLIP
    return Sign.MEANING if cosine >= NEAR else None


def _is_slip(one: str, other: str) -> bool:
    """One stroke more, less or other: 사이키델릭 and 싸이키델릭."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < LEAST_STROKES or len(longer) - len(shorter) > 1:
        return False
    slips = (at for at, letter in enumerate(shorter) if letter != longer[at])
    start = next(slips, len(shorter))
    rest = shorter[start:] if len(shorter) < len(longer) else shorter[start + 1 :]
    return rest == longer[start + 1 :]


def _cosines(vectors: Sequence[NDArray | None]) -> NDArray[np.float64]:
    """(n, n) cosines of unit vectors; NaN where one of the two is missing."""
    known = [index for index, vector in enumerate(vectors) if vector is not None]
    cosines = np.full((len(vectors), len(vectors)), np.nan)
    if known:
        rows = np.array([vectors[index] for index in known])
        cosines[np.ix_(known, known)] = rows @ rows.T
    return cosines
