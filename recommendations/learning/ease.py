"""A linear autoencoder in closed form."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from recommendations.learning.sparse import dense
from recommendations.learning.types import Scores, Tastes, World


@dataclass(frozen=True)
class Linear:
    """(m, m) weights between the m bands that have enough listeners; the others score 0."""

    bands: NDArray[np.intp]
    weights: NDArray[np.float32]

    def scores(self, tastes: Tastes) -> Scores:
        known = csr_array(tastes.picks[:, self.bands])
        scores = np.zeros(tastes.picks.shape, dtype=np.float32)
        scores[:, self.bands] = dense(known @ self.weights)
        return scores


@dataclass(frozen=True)
class Ease:
    """EASE^R (Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019).

    Bands with fewer than `least_listeners` are left out: the inverse of all would take minutes,
    and of a band with one or two listeners it learns nothing that generalises.
    """

    ridge: float = 200.0
    least_listeners: int = 3

    def fit(self, world: World) -> Linear:
        counts = np.asarray(world.listens.sum(axis=0)).ravel()
        bands = np.flatnonzero(counts >= self.least_listeners)
        known = world.listens[:, bands]
        gram = (known.T @ known).toarray().astype(np.float64)
        gram[np.diag_indices_from(gram)] += self.ridge
        inverse = cho_solve(cho_factor(gram, overwrite_a=True), np.eye(len(bands)))
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return Linear(bands, weights.astype(np.float32))
