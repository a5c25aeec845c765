"""Intervals of means over listeners, by drawing listeners anew."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
SEED = 42


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % percentile interval."""

    mean: float
    low: float
    high: float


def interval(values: NDArray[np.float64], *, seed: int = SEED) -> Interval:
    """Of the mean of (n,) values, NaNs left out (Efron and Tibshirani 1993, chapter 13)."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Interval(float("nan"), float("nan"), float("nan"))
    rng = np.random.default_rng(seed)
    draws = known[rng.integers(len(known), size=(DRAWS, len(known)))].mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return Interval(float(known.mean()), float(low), float(high))


def paired(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Interval:
    """Of the mean difference over the same listeners."""
    return interval(ours - theirs)
