"""What many ratings say of the algorithms that made the lists."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.bootstrap import Interval
from recommendations.evaluation.student import around

FEWEST = 3  # ratings for a correlation


@dataclass(frozen=True)
class Given:
    """One rating: by whom, of a band from which algorithm, with its cosine, 1 to 5 stars."""

    member_id: int
    algorithm: str
    score: float
    stars: int


@dataclass(frozen=True)
class Opinion:
    """Of one algorithm. `correlation` is Pearson's of stars with score, None without a meaning."""

    algorithm: str
    ratings: int
    members: int
    mean: Interval
    correlation: float | None


def opinions(given: Iterable[Given]) -> list[Opinion]:
    """By algorithm, in the order of their names."""
    of: dict[str, list[Given]] = {}
    for one in given:
        of.setdefault(one.algorithm, []).append(one)
    return [_opinion(name, of[name]) for name in sorted(of)]


def _opinion(algorithm: str, given: list[Given]) -> Opinion:
    members = np.array([one.member_id for one in given])
    stars = np.array([one.stars for one in given], dtype=np.float64)
    scores = np.array([one.score for one in given], dtype=np.float64)
    mean = mean_of(members, stars)
    amount = len(np.unique(members))
    return Opinion(algorithm, len(given), amount, mean, correlation(scores, stars))


def mean_of(members: NDArray[np.int64], stars: NDArray[np.float64]) -> Interval:
    """The mean of (n,) stars, its interval over members, since one member's ratings hang together.

    The variance is that of a ratio of sums over members, linearised (Cochran 1977, 6.4); without
    bounds (NaN) below two members.
    """
    mean = float(stars.mean())
    _ids, place = np.unique(members, return_inverse=True)
    amount = int(place.max()) + 1
    if amount < 2:
        return Interval(mean, float("nan"), float("nan"))
    off = np.bincount(place, weights=stars - mean)
    variance = amount / (amount - 1) * float(off @ off) / len(stars) ** 2
    return around(mean, variance, amount - 1)


def correlation(scores: NDArray[np.float64], stars: NDArray[np.float64]) -> float | None:
    """Pearson's; None for fewer than three ratings, or when all scores or all stars are equal."""
    if len(scores) < FEWEST or np.ptp(scores) == 0 or np.ptp(stars) == 0:
        return None
    return float(np.corrcoef(scores, stars)[0, 1])
