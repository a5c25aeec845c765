"""Top-K over features: each pick names the bands nearest to it (CONTRACT T30, T51, T52, M7)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.learning.features import features
from recommendations.learning.types import Factors, Scores, Tastes, World

Metric = Literal["cosine", "euclidean"]
UNNAMED = 0.001  # weight of what no pick names: it only orders the bands after the named ones


@dataclass(frozen=True)
class Voted:
    """(b, d) features; every pick votes for its k nearest others, by how near they are."""

    features: Factors
    metric: Metric
    k: int

    def scores(self, tastes: Tastes) -> Scores:
        return np.stack([self._of_one(row) for row in _rows(tastes.picks)])

    def _of_one(self, picks: NDArray[np.intp]) -> NDArray[np.float32]:
        result = np.zeros(len(self.features), dtype=np.float32)
        for near in self._nearness(picks):
            near[picks] = 0.0
            named = np.argpartition(-near, self.k)[: self.k]
            result[named] += near[named]
            result += np.float32(UNNAMED / len(picks)) * near
        return result

    def _nearness(self, picks: NDArray[np.intp]) -> NDArray[np.float32]:
        """(p, b) cosines, or 1 / (1 + distance)."""
        products = self.features[picks] @ self.features.T
        if self.metric == "cosine":
            return np.asarray(products)
        lengths = np.vecdot(self.features, self.features)
        squares = lengths[picks][:, np.newaxis] + lengths - 2 * products
        return np.asarray(1 / (1 + np.sqrt(np.maximum(squares, 0))), dtype=np.float32)


def _rows(picks: csr_array) -> list[NDArray[np.intp]]:
    return np.split(picks.indices.astype(np.intp), picks.indptr[1:-1])


@dataclass(frozen=True)
class TopK:
    k: int = 5
    metric: Metric = "cosine"
    dimensions: int = 256

    def fit(self, world: World) -> Voted:
        return Voted(features(world, self.dimensions).bands, self.metric, self.k)
