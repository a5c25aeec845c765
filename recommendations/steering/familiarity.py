"""How well known a band is here, from what the site has counted. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Vector

Counts = NDArray[np.int64]


def familiarity(counts: Sequence[Counts]) -> Vector:
    """Counts of the same (n,) bands -> (n,) in [0, 1]: the mean of their ranks by each.

    A count that is the same for all bands says nothing and is left out; where none says
    anything every band stands in the middle.
    """
    telling = [_ranks(each) for each in counts if len(each) and np.ptp(each) > 0]
    n = len(counts[0])
    return np.mean(telling, axis=0) if telling else np.full(n, 0.5)


def _ranks(counts: Counts) -> Vector:
    """0 for the least, 1 for the most, ties in the middle of their places."""
    ordered = np.sort(counts)
    below = np.searchsorted(ordered, counts, side="left")
    up_to = np.searchsorted(ordered, counts, side="right")
    return np.asarray((below + up_to - 1) / 2 / (len(counts) - 1))
