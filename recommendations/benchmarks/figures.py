"""Medians, percentiles and ratios."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Latencies:
    """Milliseconds, by nearest rank."""

    count: int
    p50: float
    p95: float
    p99: float
    worst: float


def latencies(seconds: Sequence[float]) -> Latencies:
    """Of one or more measurements."""
    rising = sorted(1000 * each for each in seconds)
    ranks = (_nearest_rank(rising, share) for share in (0.50, 0.95, 0.99, 1.0))
    return Latencies(len(rising), *ranks)


def _nearest_rank(rising: Sequence[float], share: float) -> float:
    return rising[max(ceil(share * len(rising)), 1) - 1]
