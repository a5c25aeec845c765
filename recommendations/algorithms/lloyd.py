"""K-means of a few points, all starts at once; the labels are scikit-learn's (RELIABILITY D6).

k-means++ with greedy trials (Arthur and Vassilvitskii 2007) and Lloyd's iterations, as
`sklearn.cluster.KMeans` does them with the same draws, but on the (n, n) matrix of inner
products: for ten picks the calls cost more than the arithmetic. Every decision is a comparison;
where one is so close that rounding might decide it, there is no answer here.
"""

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Matrix

Labels = NDArray[np.intp]
Floats = NDArray[np.float64]

CLOSE = 1e-9  # of the points' total inertia
ITERATIONS = 300
TOLERANCE = 1e-4  # of the mean variance: a smaller move of the centres counts as none


class TooClose(Exception):
    """Rounding might decide; ask scikit-learn."""


def labels(points: Matrix, k: int, *, seed: int, starts: int) -> Labels:
    """(n, d) points -> (n,) label of each, the best of `starts`. Raises `TooClose`."""
    centred = points - points.mean(axis=0)
    run = _Run(centred @ centred.T, k, points.shape[1])
    trials = 2 + int(np.log(k))
    draws = np.random.RandomState(seed).random_sample((starts, 1 + (k - 1) * trials))
    chosen, twins = run.seeds(draws)
    found, inertia = run.lloyd(chosen)
    if (twins != chosen).any() and (run.lloyd(twins)[0] != found).any():
        raise TooClose
    return _best(found, inertia, run.close)


def _best(found: Labels, inertia: Floats, close: float) -> Labels:
    """The labels of the least inertia, of equal ones the earliest."""
    best = 0
    for start in range(1, len(found)):
        gain = inertia[best] - inertia[start]
        if abs(gain) <= close:
            _check_same(found[start], found[best])
        elif gain > 0:
            best = start
    return np.asarray(found[best])


def _check_same(some: Labels, others: Labels) -> None:
    """One partition under two namings is no contest; two partitions are one too close to call."""
    pairs = set(zip(some.tolist(), others.tolist(), strict=True))
    if len(pairs) != len(set(some.tolist())):
        raise TooClose


class _Run:
    def __init__(self, gram: Matrix, k: int, dimensions: int) -> None:
        self.gram, self.k = gram, k
        self.squares = np.diag(gram)
        self.total = float(self.squares.sum())
        self.close = CLOSE * self.total
        self.still = TOLERANCE * self.total / (len(gram) * dimensions)

    def seeds(self, draws: Floats) -> tuple[Labels, Labels]:
        """(starts, k) points that begin as centres, twice.

        Two points that are each other's nearest are equally good as the last centre; the second
        answer has the other one of such twins.
        """
        distances = np.maximum(self.squares[:, None] + self.squares - 2 * self.gram, 0)
        even = np.arange(1, len(distances) + 1) / len(distances)
        chosen = [self._places(even, draws[:, :1], CLOSE)[:, 0]]
        nearest = distances[chosen[0]]
        for turn in np.split(draws[:, 1:], self.k - 1, axis=1):
            reached = np.cumsum(nearest, axis=1)
            tried = self._places(reached[:, None], turn * reached[:, -1:], self.close)
            after = np.minimum(nearest[:, None], distances[tried])
            potential = after.sum(axis=2)
            place = potential.argmin(axis=1)[:, None]
            best = np.take_along_axis(tried, place, axis=1)
            even_good = potential <= potential.min(axis=1, keepdims=True) + self.close
            twin = np.where(even_good, tried, best)
            if len(chosen) < self.k - 1 and (twin != best).any():
                raise TooClose
            chosen.append(best[:, 0])
            nearest = np.take_along_axis(after, place[:, :, None], axis=1)[:, 0]
        twins = [*chosen[:-1], _other(twin, best)]
        return np.stack(chosen, axis=1), np.stack(twins, axis=1)

    def lloyd(self, seeds: Labels) -> tuple[Labels, Floats]:
        """(starts, n) labels and (starts,) inertia once no label changes any more."""
        weights = np.eye(len(self.gram))[seeds]  # (starts, k, n): of the points in a centre
        before: Labels | None = None
        settled = np.zeros(len(weights), dtype=bool)
        for _iteration in range(ITERATIONS):
            cross = weights @ self.gram
            distances = (cross * weights).sum(axis=2)[:, :, None] - 2 * cross
            nearest = np.partition(distances, 1, axis=1)
            self._check_apart(nearest[:, 1] - nearest[:, 0], self.close)
            now = distances.argmin(axis=1)
            same = np.zeros_like(settled) if before is None else (now == before).all(axis=1)
            if same.all():
                return now, self.total + nearest[:, 0].sum(axis=1)
            if (settled & ~same).any():
                raise TooClose  # scikit-learn has stopped, and would stop elsewhere
            weights, moved = self._centres(now, weights)
            settled, before = settled | (moved <= self.still), now
        raise TooClose

    def _centres(self, now: Labels, weights: Floats) -> tuple[Floats, Floats]:
        """The weights of the new centres, and the sum of squares by which they moved."""
        inside = (now[:, None] == np.arange(self.k)[:, None]).astype(np.float64)
        sizes = inside.sum(axis=2, keepdims=True)
        if not sizes.all():
            raise TooClose  # an empty group is given a point by rules of its own
        fresh = inside / sizes
        step = fresh - weights
        return fresh, ((step @ self.gram) * step).sum(axis=(1, 2))

    def _places(self, edges: Matrix, draws: Floats, close: float) -> Labels:
        """The interval between `edges` in which each draw falls."""
        gaps = draws[..., None] - edges
        self._check_apart(np.abs(gaps), close)
        return np.asarray(np.minimum((gaps > 0).sum(axis=-1), edges.shape[-1] - 1))

    def _check_apart(self, gaps: Floats, close: float) -> None:
        if not (gaps > close).all():
            raise TooClose


def _other(twin: Labels, best: Labels) -> Labels:
    """(starts,) the one point among the equally good that is not `best`, or `best` itself."""
    others = np.where(twin == best, -1, twin)
    one = others.max(axis=1)
    if ((others != one[:, None]) & (others >= 0)).any():
        raise TooClose  # more than two
    return np.asarray(np.where(one < 0, best[:, 0], one))
