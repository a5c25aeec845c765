"""The lines that every report carries: what most listen to, and chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.learning.sparse import columns_of
from recommendations.learning.types import Scores, Tastes, World


@dataclass(frozen=True)
class Constant:
    """The same (b,) scores for everybody."""

    values: NDArray[np.float32]

    def scores(self, tastes: Tastes) -> Scores:
        return np.tile(self.values, (tastes.picks.shape[0], 1))


@dataclass(frozen=True)
class Popularity:
    """A band's listeners; ties by their tags."""

    def fit(self, world: World) -> Constant:
        listens = np.asarray(world.listens.sum(axis=0)).ravel()
        tags = np.asarray(world.tags.sum(axis=1)).ravel()
        return Constant((listens + tags / (1 + tags.max(initial=0))).astype(np.float32))


@dataclass(frozen=True)
class Shuffled:
    """Another random order for each listener, drawn from what they picked."""

    n_bands: int
    seed: int

    def scores(self, tastes: Tastes) -> Scores:
        return np.stack([self._drawn(picks) for picks in columns_of(tastes.picks)])

    def _drawn(self, picks: NDArray[np.intp]) -> NDArray[np.float32]:
        rng = np.random.default_rng([self.seed, *picks.tolist()])
        return rng.random(self.n_bands, dtype=np.float32)


@dataclass(frozen=True)
class Random:
    seed: int = 42

    def fit(self, world: World) -> Shuffled:
        return Shuffled(world.n_bands, self.seed)
