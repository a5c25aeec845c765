"""TF-IDF over the keywords that bands carry (CONTRACT T26 to T28)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.learning.sparse import dense, scaled, unit_rows
from recommendations.learning.types import Scores, Tastes, World


@dataclass(frozen=True)
class TagProfile:
    """(b, k) unit rows, the (k,) weight of each keyword, and (b,) a factor for each band."""

    rows: csr_array
    weights: NDArray[np.float32]
    prior: NDArray[np.float32]
    word_weight: float

    def scores(self, tastes: Tastes) -> Scores:
        words = scaled(tastes.words, by_column=self.weights * np.float32(self.word_weight))
        profile = unit_rows(csr_array(tastes.picks @ self.rows + words))
        return dense(profile @ self.rows.T) * self.prior


@dataclass(frozen=True)
class TfIdf:
    """Cosine of a listener's keywords, those of the picks and the chosen ones, to each band's.

    `popularity` is the power of the listeners' count that the cosine is multiplied with; with 0
    it is content alone.
    """

    popularity: float = 0.0
    word_weight: float = 1.0

    def fit(self, world: World) -> TagProfile:
        rows, weights = weighted(world.tags)
        listens = np.asarray(world.listens.sum(axis=0)).ravel()
        prior = (1.0 + listens) ** self.popularity
        return TagProfile(rows, weights, prior.astype(np.float32), self.word_weight)


def weighted(tags: csr_array) -> tuple[csr_array, NDArray[np.float32]]:
    """(b, k) counts -> unit rows of their TF-IDF, and the (k,) weight of each keyword."""
    weights = inverse_document_frequency(tags)
    return unit_rows(scaled(sublinear(tags), by_column=weights)), weights


def sublinear(tags: csr_array) -> csr_array:
    """Counts as 1 + ln(count), so that one busy tagger does not decide."""
    softened = tags.copy()
    softened.data = (1.0 + np.log(softened.data)).astype(np.float32)
    return softened


def inverse_document_frequency(tags: csr_array) -> NDArray[np.float32]:
    """(b, k) -> (k,) smooth IDF: ln((1 + b) / (1 + carriers)) + 1."""
    carriers = np.bincount(tags.indices, minlength=tags.shape[1])
    return np.asarray(np.log((1 + tags.shape[0]) / (1 + carriers)) + 1, dtype=np.float32)
