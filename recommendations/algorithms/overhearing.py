"""A search that remembers what an algorithm asked it and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from recommendations.algorithms.types import Matrix, Nearest, Neighbours, Vector

EVERYTHING = 1_000_000  # more than a catalogue holds


@dataclass
class Overhearing:
    """The answers are those of `nearest`; it may look further, and `beside` the queries.

    reach   : so many are found at least, for each query
    beside  : (d,) one more query, of which the algorithm hears nothing
    queries : (q, d) the last that were asked, None before
    found   : what was found for each of them, and for `beside`
    """

    nearest: Nearest
    reach: int = 0
    beside: Vector | None = None
    queries: Matrix | None = None
    found: list[Neighbours] = field(default_factory=list)

    def __call__(self, queries: Matrix, n: int) -> Sequence[Neighbours]:
        asked = queries if self.beside is None else np.vstack([queries, self.beside])
        self.queries = queries
        self.found = list(self.nearest(asked, max(n, self.reach)))
        return [_first(each, n) for each in self.found[: len(queries)]]


def _first(found: Neighbours, n: int) -> Neighbours:
    return Neighbours(found.band_ids[:n], found.similarities[:n], found.vectors[:n])
