"""V1 to V3 as they serve, over a content space: what the contract's own idea gives."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.algorithms.registry import algorithm
from recommendations.algorithms.types import DEFAULTS, Ids, Taste
from recommendations.learning.features import Features, features, unit
from recommendations.learning.types import Scores, Tastes, World
from recommendations.reach.search import Catalogue, MatrixNearest

FOUND = 3.0  # what is recommended stands before everything else, whatever its cosine


@dataclass(frozen=True)
class Served:
    """The ids of bands are their rows. Bands that nothing is said of cannot be recommended."""

    name: str
    features: Features
    depth: int

    def scores(self, tastes: Tastes) -> Scores:
        known = np.flatnonzero(self.features.bands.any(axis=1)).astype(np.int64)
        catalogue = Catalogue(known, self.features.bands[known])
        rows = range(tastes.picks.shape[0])
        return np.stack([self._of_one(tastes, row, catalogue) for row in rows])

    def _of_one(self, tastes: Tastes, row: int, catalogue: Catalogue) -> NDArray[np.float32]:
        picks, words = _entries(tastes.picks, row), _entries(tastes.words, row)
        result = np.zeros(len(self.features.bands), dtype=np.float32)
        nearest = MatrixNearest(catalogue, tuple(catalogue.rows(picks)))
        params = replace(DEFAULTS, n_small=self.depth, n_full=self.depth)
        ranking = algorithm(self.name)(self._taste(picks, words), nearest, params)
        for hit in ranking.hits:
            result[hit.band_id] = FOUND + hit.score
        return result

    def _taste(self, picks: Ids, words: Ids) -> Taste:
        held = picks[self.features.bands[picks].any(axis=1)]
        mean = self.features.words[words].sum(axis=0, dtype=np.float64)[np.newaxis]
        keyword = unit(mean)[0].astype(np.float64) if mean.any() else None
        vectors = self.features.bands[held].astype(np.float64)
        return Taste(held, vectors, keyword)


def _entries(rows: csr_array, row: int) -> Ids:
    start, end = rows.indptr[row : row + 2]
    return np.asarray(rows.indices[start:end], dtype=np.int64)


@dataclass(frozen=True)
class TextVersion:
    name: str
    dimensions: int = 256
    depth: int = 100

    def fit(self, world: World) -> Served:
        return Served(self.name, features(world, self.dimensions), self.depth)
