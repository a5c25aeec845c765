"""Exact nearest-neighbour search over arrays in memory, for batches and tests."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Ids, Matrix, Neighbours, Vector
from recommendations.algorithms.vectors import InvalidVectors, checked


class ArrayNearest:
    """A `Nearest` over (n,) band ids and their (n, d) vectors.

    Excluded bands are left out inside the search (CONTRACT A1), so a search for n gives n
    whenever n are eligible. Keeps a float64 copy of the vectors.
    """

    def __init__(
        self, ids: Ids, vectors: NDArray[np.floating], excluded: Iterable[int] = ()
    ) -> None:
        self._ids, rows = np.unique(np.asarray(ids, dtype=np.int64), return_index=True)
        if len(self._ids) != len(vectors):
            raise InvalidVectors(f"{len(self._ids)} distinct ids for {len(vectors)} vectors.")
        self._vectors = checked(vectors)[rows]
        self._eligible = self._all_but(excluded)

    def excluding(self, excluded: Iterable[int]) -> "ArrayNearest":
        """The same bands without those of one member; shares the vectors, so it is cheap."""
        other = object.__new__(ArrayNearest)
        other._ids, other._vectors = self._ids, self._vectors
        other._eligible = self._all_but(excluded)
        return other

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        """(q, d) unit queries -> the n nearest of each by cosine, ties by band id.

        One dot product a row, not a matrix product: there equal rows may differ in the last
        bit by where they stand, and a tie would not be one.
        """
        rows = checked(queries)
        if rows.shape[1:] != self._vectors.shape[1:]:
            raise InvalidVectors(f"Queries {rows.shape} do not fit {self._vectors.shape} bands.")
        similarities = np.clip(np.vecdot(rows[:, np.newaxis], self._vectors), -1.0, 1.0)
        return [self._best(each, n) for each in similarities]

    def _best(self, similarities: Vector, n: int) -> Neighbours:
        scores = similarities[self._eligible]
        rows = self._eligible[np.argsort(-scores, kind="stable")[:n]]  # ids rise, so ties do
        return Neighbours(self._ids[rows], similarities[rows], self._vectors[rows])

    def _all_but(self, excluded: Iterable[int]) -> NDArray[np.intp]:
        return np.flatnonzero(~np.isin(self._ids, np.fromiter(excluded, dtype=np.int64)))
