"""What an algorithm stands on when many tastes are asked in memory: the rows, and how to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embeddings.learned.layout import Layout
from recommendations.algorithms.types import Matrix, Taste, Vector
from recommendations.learning.fusing import Fusing, learnt
from recommendations.learning.sparse import dense, inverse, scaled
from recommendations.learning.types import World
from recommendations.reach.search import Catalogue


class Ground(Protocol):
    @property
    def catalogue(self) -> Catalogue:
        """The bands and their rows, as a search compares them."""
        ...

    def taste(self, bands: Sequence[int], words: Sequence[int], text: Vector | None) -> Taste:
        """Rows of picks, places of keywords and their (d,) vector -> what an algorithm is given."""
        ...


@dataclass(frozen=True)
class TextGround:
    """A text space as it is."""

    catalogue: Catalogue

    def taste(self, bands: Sequence[int], words: Sequence[int], text: Vector | None) -> Taste:
        rows = np.array(bands, dtype=np.intp)
        return Taste(self.catalogue.ids[rows], self.catalogue.vectors[rows].astype(float), text)


@dataclass(frozen=True)
class LearnedGround:
    """A learned space; `carriers` (k, dimensions) the mean row of the bands with each keyword."""

    catalogue: Catalogue
    layout: Layout
    carriers: Matrix

    def taste(self, bands: Sequence[int], words: Sequence[int], text: Vector | None) -> Taste:
        rows = np.array(bands, dtype=np.intp)
        picks = self.layout.queries(self.catalogue.vectors[rows])
        known = self.carriers[np.array(words, dtype=np.intp)]
        others = known.mean(axis=0) if known.any() else None
        return Taste(self.catalogue.ids[rows], picks, self.layout.keyword(text, others))


def learned_ground(text: Catalogue, world: World, fusing: Fusing) -> LearnedGround:
    """What a training gives for the bands of a text space, row by row those of `world`."""
    layout, rows = learnt(text.vectors, world, fusing)
    counts = np.asarray(world.tags.sum(axis=0)).ravel()
    carriers = dense(scaled(world.tags.T.tocsr(), by_row=inverse(counts)) @ rows)
    return LearnedGround(
        Catalogue(text.ids, rows.astype(np.float32)), layout, carriers.astype(np.float64)
    )
