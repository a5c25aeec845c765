"""Bands that are alike because the same people listen to them, and people alike in their bands."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from recommendations.learning.sparse import dense, inverse, scaled, strongest, unit_rows
from recommendations.learning.types import Scores, Tastes, World


@dataclass(frozen=True)
class ItemSimilarity:
    """(b, b) how much a pick speaks for each band."""

    similarity: csr_array

    def scores(self, tastes: Tastes) -> Scores:
        return dense(tastes.picks @ self.similarity)


@dataclass(frozen=True)
class ItemKnn:
    """Cosine of the bands' listeners, shrunk toward 0 for few common ones, the k best of each.

    Sarwar et al., "Item-based collaborative filtering", WWW 2001; shrinkage as in Bell and Koren,
    ICDM 2007. `power` 0.5 is cosine; less favours the well known.
    """

    k: int = 200
    shrink: float = 20.0
    power: float = 0.5

    def fit(self, world: World) -> ItemSimilarity:
        counts = np.asarray(world.listens.sum(axis=0)).ravel()
        common = csr_array(world.listens.T @ world.listens)
        common.setdiag(0.0)
        common.eliminate_zeros()
        shrunk = common.copy()
        shrunk.data = common.data * common.data / (common.data + np.float32(self.shrink))
        weights = inverse(counts, self.power)
        return ItemSimilarity(strongest(scaled(shrunk, by_row=weights, by_column=weights), self.k))


@dataclass(frozen=True)
class Neighbours:
    """(l, b) unit rows of the listeners known, of whom the k most alike vote."""

    listens: csr_array
    rows: csr_array
    k: int
    power: float

    def scores(self, tastes: Tastes) -> Scores:
        alike = csr_array(unit_rows(tastes.picks) @ self.rows.T)
        alike.data = alike.data**self.power
        return dense(strongest(alike, self.k) @ self.listens)


@dataclass(frozen=True)
class UserKnn:
    """What the k listeners with the most alike bands listen to; rare bands in common say more."""

    k: int = 200
    power: float = 1.0

    def fit(self, world: World) -> Neighbours:
        counts = np.asarray(world.listens.sum(axis=0)).ravel()
        rare = np.log1p(len(counts) * inverse(counts)).astype(np.float32)
        return Neighbours(
            world.listens, unit_rows(scaled(world.listens, by_column=rare)), self.k, self.power
        )
