"""A listener as a point of the bands' singular vectors (CONTRACT T39)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from recommendations.learning.sparse import dense, inverse, scaled
from recommendations.learning.types import Factors, Scores, Tastes, World


@dataclass(frozen=True)
class Projection:
    """Picks, weighted by (b,), onto (b, d) and back."""

    factors: Factors
    into: NDArray[np.float32]
    back: NDArray[np.float32]

    def scores(self, tastes: Tastes) -> Scores:
        listeners = scaled(tastes.picks, by_column=self.into) @ self.factors
        return dense(listeners @ self.factors.T) * self.back


@dataclass(frozen=True)
class Svd:
    """Truncated SVD of binary listens, bands scaled by popularity ** -scaling (PureSVD).

    Cremonesi, Koren and Turrin, RecSys 2010; the scaling is that of EigenRec (Nikolakopoulos
    et al. 2019).
    """

    dimensions: int = 64
    scaling: float = 0.2

    def fit(self, world: World) -> Projection:
        counts = np.asarray(world.listens.sum(axis=0)).ravel()
        into = inverse(counts, self.scaling)
        factors = right_vectors(scaled(world.listens, by_column=into), self.dimensions)
        return Projection(factors, into, np.ones_like(into))


def right_vectors(rows: csr_array, dimensions: int) -> Factors:
    """(n, b) -> (b, d) right singular vectors, the largest first; fewer where the rank is."""
    wanted = min(dimensions, min(rows.shape) - 1)
    start = np.random.default_rng(0).standard_normal(min(rows.shape))
    _left, values, right = svds(rows.astype(np.float64), k=wanted, v0=start)
    order = np.argsort(-values)
    return np.ascontiguousarray(right[order].T, dtype=np.float32)
