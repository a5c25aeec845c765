"""What is left of a network that has learnt: vectors, scored with NumPy alone (CONTRACT O9)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.learning.sparse import dense, inverse, scaled
from recommendations.learning.types import Factors, Scores, Tastes


@dataclass(frozen=True)
class Embedded:
    """(b, d) bands as they are recommended and as they are picked, (k, d) keywords as chosen.

    prior : (b,) what a band scores with everybody

    A listener is the mean of the picks plus the mean of the keywords, so nobody has to be known
    beforehand (CONTRACT S51).
    """

    bands: Factors
    picks: Factors
    words: Factors
    prior: NDArray[np.float32]

    def listeners(self, tastes: Tastes) -> Factors:
        """(q, d)"""
        return dense(means(tastes.picks) @ self.picks) + dense(means(tastes.words) @ self.words)

    def scores(self, tastes: Tastes) -> Scores:
        return np.asarray(self.listeners(tastes) @ self.bands.T + self.prior)


def means(rows: csr_array) -> csr_array:
    """Rows that sum to 1, so that a product with them is a weighted mean; empty ones stay empty."""
    return scaled(rows, by_row=inverse(np.asarray(rows.sum(axis=1)).ravel()))
