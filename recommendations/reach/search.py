"""The database's search over a catalogue in memory: for batches that ask thousands of times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Ids, Matrix, Neighbours, Vector

ROUNDING = 1e-5  # a product of unit float32 vectors is off by less; nearer ones are looked at twice
BLOCK = 512  # queries a product, so that 20,000 bands need 40 MB

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Catalogue:
    """The bands that may be recommended: (n,) rising ids and their (n, d) float32 unit rows."""

    ids: Ids
    vectors: NDArray[np.float32]

    def rows(self, band_ids: Iterable[int]) -> Rows:
        """Where those bands stand; bands that it does not hold are left out."""
        wanted = np.unique(np.fromiter(band_ids, dtype=np.int64))
        places = np.searchsorted(self.ids, wanted)
        held = places < len(self.ids)
        held[held] = self.ids[places[held]] == wanted[held]
        return places[held]


@dataclass(frozen=True)
class MatrixNearest:
    """A `Nearest` with the answers of `NearestInSpace`: the same bands in the same order.

    One product of matrices finds who may be among the best, in float32 as the database has
    them; those alone are compared in float64. Ties by band id.
    """

    catalogue: Catalogue
    excluded: tuple[int, ...] = ()  # rows

    def excluding(self, rows: Sequence[int]) -> "MatrixNearest":
        return replace(self, excluded=tuple(rows))

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        """(q, d) unit queries -> the n nearest of each."""
        asked = np.asarray(queries, dtype=np.float32)
        products = asked @ self.catalogue.vectors.T
        products[:, list(self.excluded)] = -np.inf
        return [self._found(*one, n) for one in zip(asked, products, strict=True)]

    def _found(
        self, query: NDArray[np.float32], products: NDArray[np.float32], n: int
    ) -> Neighbours:
        rows = _maybe_best(products, n)
        vectors = self.catalogue.vectors[rows].astype(np.float64)
        cosines = _cosines(query.astype(np.float64), vectors)
        best = np.argsort(-cosines, kind="stable")[:n]  # rows rise, and ids with them
        return Neighbours(self.catalogue.ids[rows[best]], cosines[best], vectors[best])


def neighbour_lists(catalogue: Catalogue, k: int) -> NDArray[np.intp]:
    """(n, k) the rows of each band's k nearest others, nearest first; k < n."""
    lists = np.empty((len(catalogue.ids), k), dtype=np.intp)
    for start in range(0, len(lists), BLOCK):
        some = catalogue.vectors[start : start + BLOCK]
        products = some @ catalogue.vectors.T
        products[np.arange(len(some)), np.arange(start, start + len(some))] = -np.inf
        for place, row in enumerate(products):
            maybe = _maybe_best(row, k)
            lists[start + place] = maybe[np.argsort(-row[maybe], kind="stable")[:k]]
    return lists


def _maybe_best(products: NDArray[np.float32], n: int) -> Rows:
    """Rising rows of all that float32 cannot rule out of the n best; excluded ones never."""
    allowed = int(np.isfinite(products).sum())
    if n >= allowed:
        return np.flatnonzero(np.isfinite(products))
    last = np.partition(products, len(products) - n)[len(products) - n] if n else np.inf
    return np.flatnonzero(products >= last - ROUNDING)


def _cosines(query: Vector, vectors: Matrix) -> Vector:
    """One dot product a row: equal rows give equal cosines, to the last bit."""
    lengths = np.sqrt(np.vecdot(vectors, vectors) * (query @ query))
    return np.asarray(np.clip(np.vecdot(vectors, query) / lengths, -1.0, 1.0))
