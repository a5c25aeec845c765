"""Top-K over features: each pick names the bands nearest to it (CONTRACT T30, T51, T52, M7)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.learning.features import features
from recommendations.learning.sparse import dense, inverse, scaled
from recommendations.learning.types import Factors, Scores, Tastes, World

Metric = Literal["cosine", "euclidean"]
UNNAMED = 0.001  # weight of what no pick names: it only orders the bands after the named ones
AT_ONCE = 1024  # bands whose neighbours are looked for in one product


@dataclass(frozen=True)
class Voted:
    """(b, d) features and (b, b) how near each band's k nearest others are to it."""

    features: Factors
    named: csr_array

    def scores(self, tastes: Tastes) -> Scores:
        counts = np.asarray(tastes.picks.sum(axis=1)).ravel()
        means = dense(scaled(tastes.picks, by_row=inverse(counts)) @ self.features)
        votes = dense(tastes.picks @ self.named)
        return votes + np.float32(UNNAMED) * (means @ self.features.T)


@dataclass(frozen=True)
class TopK:
    """Every pick votes for its k nearest others, by cosine or by 1 / (1 + distance)."""

    k: int = 5
    metric: Metric = "cosine"
    dimensions: int = 256

    def fit(self, world: World) -> Voted:
        points = features(world, self.dimensions).bands
        return Voted(points, _nearest(points, self.k, self.metric))


def _nearest(points: Factors, k: int, metric: Metric) -> csr_array:
    columns = np.empty((len(points), k), dtype=np.intp)
    values = np.empty((len(points), k), dtype=np.float32)
    for start in range(0, len(points), AT_ONCE):
        rows = np.arange(start, min(start + AT_ONCE, len(points)))
        near = _nearness(points, rows, metric)
        near[np.arange(len(rows)), rows] = -np.inf
        columns[rows] = np.argpartition(-near, k, axis=1)[:, :k]
        values[rows] = np.take_along_axis(near, columns[rows], axis=1)
    ends = np.arange(0, columns.size + 1, k)
    return csr_array((values.ravel(), columns.ravel(), ends), shape=(len(points),) * 2)


def _nearness(points: Factors, rows: NDArray[np.intp], metric: Metric) -> NDArray[np.float32]:
    products = np.asarray(points[rows] @ points.T)
    if metric == "cosine":
        return products
    lengths = np.vecdot(points, points)
    squares = lengths[rows][:, np.newaxis] + lengths - 2 * products
    return np.asarray(1 / (1 + np.sqrt(np.maximum(squares, 0))), dtype=np.float32)
