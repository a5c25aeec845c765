"""Who is near whom in a space, and how two spaces differ in that: pure numpy.

Hubness after Radovanovic, Nanopoulos and Ivanovic (2010), "Hubs in Space": the skewness of the
k-occurrence, the number of times that a point is among the k nearest of others.
"""

import numpy as np
from numpy.typing import NDArray

ROWS = 512  # queries a step: 20,000 bands take 40 MB of cosines

Indexes = NDArray[np.int64]


def nearest(matrix: NDArray[np.float32], queries: Indexes, k: int) -> Indexes:
    """(n, d) unit rows and (q,) row numbers -> (q, k) row numbers, best first, without itself.

    With k rows or fewer besides the query, all of them; n is 2 or more.
    """
    k = min(k, len(matrix) - 1)
    found = np.empty((len(queries), k), dtype=np.int64)
    for start in range(0, len(queries), ROWS):
        rows = queries[start : start + ROWS]
        cosines = matrix[rows] @ matrix.T
        cosines[np.arange(len(rows)), rows] = -np.inf
        found[start : start + ROWS] = _best(cosines, k)
    return found


def _best(cosines: NDArray[np.float32], k: int) -> Indexes:
    best = (
        np.argpartition(-cosines, k - 1, axis=1)[:, :k] if k else np.empty((len(cosines), 0), int)
    )
    best = np.sort(best, axis=1)
    order = np.argsort(-np.take_along_axis(cosines, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def overlaps(a: Indexes, b: Indexes) -> NDArray[np.float64]:
    """(q, k) twice -> (q,) the share of each row's members that both have."""
    k = a.shape[1]
    common = [len(np.intersect1d(mine, other)) for mine, other in zip(a, b, strict=True)]
    return np.array(common, dtype=np.float64) / k


def occurrences(found: Indexes, n: int) -> Indexes:
    """(q, k) -> (n,) how often each row was found: its k-occurrence."""
    return np.bincount(found.ravel(), minlength=n).astype(np.int64)


def skewness(counts: Indexes) -> float:
    """The third standardised moment; 0 when all are alike."""
    spread = counts.std()
    return float(((counts - counts.mean()) ** 3).mean() / spread**3) if spread else 0.0
