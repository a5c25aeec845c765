"""V1 to V3 and ours as they serve, over a content space: what a member would be shown."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.algorithms.registry import LEARNED, algorithm
from recommendations.algorithms.types import DEFAULTS, Ids, Vector
from recommendations.learning.features import Features, features, unit
from recommendations.learning.fusing import Fusing
from recommendations.learning.types import Factors, Scores, Tastes, World
from recommendations.reach.ground import Ground, LearnedGround, TextGround, learned_ground
from recommendations.reach.search import Catalogue, MatrixNearest

FOUND = 3.0  # what is recommended stands before everything else, whatever its cosine


@dataclass(frozen=True)
class Served:
    """The ids of bands are their rows; those that nothing is known of are not in the ground."""

    name: str
    ground: Ground
    words: Factors
    depth: int

    def scores(self, tastes: Tastes) -> Scores:
        rows = range(tastes.picks.shape[0])
        return np.stack([self._of_one(tastes, row) for row in rows])

    def _of_one(self, tastes: Tastes, row: int) -> NDArray[np.float32]:
        picks, words = _entries(tastes.picks, row), _entries(tastes.words, row)
        result = np.zeros(tastes.picks.shape[1], dtype=np.float32)
        held = tuple(self.ground.catalogue.rows(picks).tolist())
        taste = self.ground.taste(held, tuple(words.tolist()), direction(self.words, words))
        params = replace(DEFAULTS, n_small=self.depth, n_full=self.depth)
        nearest = MatrixNearest(self.ground.catalogue, held)
        for hit in algorithm(self.name)(taste, nearest, params).hits:
            result[hit.band_id] = FOUND + hit.score
        return result


def direction(vectors: Factors, words: NDArray[np.integer]) -> Vector | None:
    """(k, d) vectors of all keywords, which were chosen -> (d,) unit; None where none is known."""
    total = vectors[words].sum(axis=0, dtype=np.float64)[np.newaxis]
    return unit(total)[0].astype(np.float64) if total.any() else None


def _entries(rows: csr_array, row: int) -> Ids:
    start, end = rows.indptr[row : row + 2]
    return np.asarray(rows.indices[start:end], dtype=np.int64)


@dataclass(frozen=True)
class TextVersion:
    name: str
    dimensions: int = 256
    depth: int = 100
    fusing: Fusing = field(default=Fusing())

    def fit(self, world: World) -> Served:
        content = features(world, self.dimensions)
        return Served(self.name, self._ground(content, world), content.words, self.depth)

    def _ground(self, content: Features, world: World) -> TextGround | LearnedGround:
        everything = Catalogue(np.arange(world.n_bands, dtype=np.int64), content.bands)
        if self.name in LEARNED:
            ground = learned_ground(everything, world, self.fusing)
            return replace(ground, catalogue=_known(ground.catalogue, but=1))
        return TextGround(_known(everything))


def _known(catalogue: Catalogue, *, but: int = 0) -> Catalogue:
    """The bands that have any number at all, the last `but` of them left out of account."""
    numbers = catalogue.vectors[:, : catalogue.vectors.shape[1] - but]
    rows = np.flatnonzero(numbers.any(axis=1))
    return Catalogue(catalogue.ids[rows], catalogue.vectors[rows])
