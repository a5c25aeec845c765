"""A graph filter in closed form: one linear step and an ideal low-pass filter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.learning.sparse import dense, inverse, scaled
from recommendations.learning.svd import right_vectors
from recommendations.learning.types import Factors, Scores, Tastes, World


@dataclass(frozen=True)
class Filter:
    """(l, b) normalised listens, (b, d) their leading directions, (b,) the root of popularity."""

    listens: csr_array
    factors: Factors
    into: NDArray[np.float32]
    back: NDArray[np.float32]
    ideal: float

    def scores(self, tastes: Tastes) -> Scores:
        picks = scaled(tastes.picks, by_column=self.into)
        linear = dense((picks @ self.listens.T) @ self.listens) * (self.back * self.into)
        low = dense((picks @ self.factors) @ self.factors.T) * self.back
        return np.asarray(linear + np.float32(self.ideal) * low)


@dataclass(frozen=True)
class GraphFilter:
    """GF-CF (Shen et al., "How powerful is graph convolution for recommendation?", CIKM 2021)."""

    dimensions: int = 64
    ideal: float = 0.3

    def fit(self, world: World) -> Filter:
        of_listener = np.asarray(world.listens.sum(axis=1)).ravel()
        of_band = np.asarray(world.listens.sum(axis=0)).ravel()
        into = inverse(of_band, 0.5)
        listens = scaled(world.listens, by_row=inverse(of_listener, 0.5), by_column=into)
        factors = right_vectors(listens, self.dimensions)
        back = np.sqrt(of_band).astype(np.float32)
        return Filter(listens, factors, into, back, self.ideal)
