"""From scores to lists: the one filter and the one order of ties for every method (S126)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.intp]
EMPTY = -1
SEED = 2026


@cache
def order_of_ties(n_bands: int) -> Ids:
    """(b,) the place of each band among equals: by chance, the same every time.

    Ids tell how known a band is (those of HetRec fall with popularity, rank correlation -.56), so
    an order by id would reward methods that know nothing.
    """
    return np.random.default_rng(SEED).permutation(n_bands)


def ranked(scores: NDArray[np.floating], allowed: NDArray[np.bool_], k: int) -> Ids:
    """(b,) scores and who may be shown -> (k,) the best; -1 fills what is left."""
    rows = np.flatnonzero(allowed)
    values = scores[rows]
    if len(rows) > k:
        least = np.partition(values, len(rows) - k)[len(rows) - k]
        rows = rows[values >= least]
        values = values[values >= least]
    ties = order_of_ties(len(scores))[rows]
    best = rows[np.lexsort((ties, -values))[:k]]
    return np.pad(best, (0, k - len(best)), constant_values=EMPTY)
