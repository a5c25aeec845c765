"""A search that remembers what it was asked, and all it could have found. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from recommendations.algorithms.types import Matrix, Nearest, Neighbours

EVERYTHING = 1_000_000  # more than a catalogue holds


@dataclass
class Listening:
    """Answers as `nearest` does; `found` has every eligible band for each query, best first.

    everything : the same search, for all; it may leave the vectors out
    """

    nearest: Nearest
    everything: Nearest
    found: Sequence[Neighbours] = field(default=())

    def __call__(self, queries: Matrix, n: int) -> Sequence[Neighbours]:
        self.found = self.everything(queries, EVERYTHING)
        return self.nearest(queries, n)
