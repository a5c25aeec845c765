"""Twelve audio features of a track: their ranges, their scaling, and who is near (CONTRACT S24)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """What a raw value may be, both ends included."""

    least: float
    most: float


UNIT = Range(0.0, 1.0)

# The names and the order are CONTRACT S37's; the ranges are T20's where it gives one.
FEATURES: Mapping[str, Range] = {
    "danceability": UNIT,
    "energy": UNIT,
    "key": Range(0, 11),  # 0 is C, 1 is C sharp
    "loudness": Range(-60, 10),  # dB
    "speechiness": UNIT,
    "acousticness": UNIT,
    "instrumentalness": UNIT,
    "liveness": UNIT,
    "valence": UNIT,
    "tempo": Range(0, 400),  # beats a minute
    "duration_ms": Range(1, 7_200_000),
    "time_signature": Range(1, 16),
}
NO_SPREAD = 0.5  # what everybody gets in a feature that is the same everywhere


def scaled(raw: Matrix) -> Matrix:
    """(n, 12) raw values -> each column stretched to 0 ... 1 by its smallest and largest."""
    if not len(raw):
        return raw
    low, high = raw.min(axis=0), raw.max(axis=0)
    spread = high - low
    stretched = (raw - low) / np.where(spread > 0, spread, 1.0)
    return np.where(spread > 0, stretched, NO_SPREAD)


def nearest(points: Matrix, row: int, k: int) -> list[tuple[int, float]]:
    """(n, d) -> up to k other rows by cosine to that one, nearest first, ties by row (M7, T30)."""
    lengths = np.linalg.norm(points, axis=1)
    products = lengths * lengths[row]
    cosines = points @ points[row] / np.where(products > 0, products, 1.0)
    order = np.argsort(-cosines, kind="stable")
    return [(int(other), float(cosines[other])) for other in order if other != row][:k]
