"""What goes into an algorithm and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Params:
    """Every knob of V1 to V3, with the defaults of CONTRACT A4, A5, D17, D48, D63."""

    n_small: int = 3
    n_full: int = 5
    n_clusters: int = 3
    seed: int = 42
    n_init: int = 10
    t_scale: float = 0.25
    t_offset: float = 1.2
    t_slope: float = 0.5
    t_least: float = 0.05
    t_most: float = 0.40


DEFAULTS = Params()


@dataclass(frozen=True)
class Taste:
    """What a member chose, as arrays of one vector space.

    band_ids : (n,) ids of the picks that have a vector, in any order, perhaps repeated
    bands    : (n, d) their unit vectors, row by row
    keyword  : (d,) unit vector of the chosen keywords, or None when there is none
    """

    band_ids: Ids
    bands: Matrix
    keyword: Vector | None = None

    def ordered(self) -> "Taste":
        """The same picks once each, by band id: what makes answers repeatable (A10)."""
        ids, first = np.unique(self.band_ids, return_index=True)
        return Taste(ids, np.asarray(self.bands, dtype=np.float64)[first], self.keyword)


@dataclass(frozen=True)
class Neighbours:
    """The best eligible bands for one query vector, best first, ties by band id.

    band_ids : (m,)   similarities : (m,) cosines   vectors : (m, d) unit rows

    A search may have been told to give the vectors of the first few only.
    """

    band_ids: Ids
    similarities: Vector
    vectors: Matrix


class Nearest(Protocol):
    """Nearest-neighbour search over the eligible bands of one space.

    Eligibility (CONTRACT A1) is decided inside: a search for n gives n whenever n are eligible.
    """

    def __call__(self, queries: Matrix, n: int) -> Sequence[Neighbours]:
        """(q, d) unit queries -> one `Neighbours` of up to n rows for each, in order."""
        ...


@dataclass(frozen=True)
class Hit:
    """One recommended band.

    score   : cosine to the adjusted vector that found it (CONTRACT A7)
    group   : taste group (cluster label) that found it, 0 for V1 and V2
    slot    : "first", "second", "fill" (V3) or "best" (V1, V2)
    because : id of the pick that carries it most by leave-one-out, None without picks
    """

    band_id: int
    score: float
    group: int
    slot: str
    because: int | None


@dataclass(frozen=True)
class Ranking:
    """Hits by falling score, ties by band id, and the name of the algorithm that really ran."""

    algorithm: str
    hits: tuple[Hit, ...] = ()
    groups: tuple[tuple[int, ...], ...] = field(default=())


class Algorithm(Protocol):
    def __call__(self, taste: Taste, nearest: Nearest, params: Params = DEFAULTS) -> Ranking: ...
