"""From scores to lists: the one filter and the one order of ties for every method (S126)."""

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.intp]
EMPTY = -1


def ranked(scores: NDArray[np.floating], allowed: NDArray[np.bool_], k: int) -> Ids:
    """(b,) scores and who may be shown -> (k,) the best, ties by id; -1 fills what is left."""
    rows = np.flatnonzero(allowed)
    values = scores[rows]
    if len(rows) > k:
        least = np.partition(values, len(rows) - k)[len(rows) - k]
        rows = rows[values >= least]
        values = values[values >= least]
    best = rows[np.argsort(-values, kind="stable")[:k]]  # rows rise, and so do ties
    return np.pad(best, (0, k - len(best)), constant_values=EMPTY)
