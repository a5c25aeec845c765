"""Directions: checked unit rows, their mean, and how many of them differ."""

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Matrix, Vector

NULL = 1e-6  # a shorter vector has no direction worth keeping
ROUNDING = 1e-12  # lengths this near to 1 are left alone, so that unit(unit(v)) is unit(v)
SAME = 1e-6  # unit vectors nearer than this are one: float32 columns cannot tell them apart


class InvalidVectors(ValueError):
    """Vectors that no algorithm may work on: wrong shape, NaN, infinite or without direction."""


def length(vectors: NDArray[np.floating]) -> Vector:
    """(..., d) -> (...) Euclidean lengths."""
    with np.errstate(over="ignore"):
        return np.asarray(np.linalg.norm(vectors, axis=-1), dtype=np.float64)


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    """(..., d) of any float type -> (..., d) float64 unit vectors; null ones are left as they are.

    Applying it twice changes nothing, bit for bit.
    """
    exact = np.asarray(vectors, dtype=np.float64)
    lengths = length(exact)[..., np.newaxis]
    as_is = (lengths < NULL) | (np.abs(lengths - 1.0) < ROUNDING)
    return np.asarray(exact / np.where(as_is, 1.0, lengths))


def checked(rows: NDArray[np.floating]) -> Matrix:
    """(n, d) of any float type -> (n, d) float64 unit rows. Raises `InvalidVectors`.

    The innermost guard against NaN, infinite and zero vectors (RELIABILITY P8).
    """
    exact = np.asarray(rows, dtype=np.float64)
    if exact.ndim != 2:
        raise InvalidVectors(f"Expected rows of numbers, got an array of shape {exact.shape}.")
    lengths = length(exact)
    bad = np.flatnonzero(~(np.isfinite(lengths) & (lengths >= NULL)))
    if bad.size:
        raise InvalidVectors(f"Rows {bad[:5].tolist()} are NaN, infinite or zero.")
    return unit(exact)


def mean_direction(members: Matrix) -> Vector:
    """(n, d) unit rows, n >= 1 -> (d,) unit mean; the first member when they cancel out (P5)."""
    return direction_or(members.mean(axis=0), members[0])


def direction_or(mean: Vector, fallback: Vector) -> Vector:
    """The direction of `mean`, or `fallback` when it has none."""
    return fallback if length(mean) < NULL else unit(mean)


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two unit vectors, never outside [-1, 1] (CONTRACT D89, D90)."""
    return float(np.clip(one @ other, -1.0, 1.0))


def distinct(rows: Matrix, at_most: int) -> int:
    """How many different (n, d) unit rows there are; counting stops at `at_most`."""
    count = 0
    while len(rows) and count < at_most:
        rows = rows[length(rows - rows[0]) > SAME]
        count += 1
    return count
