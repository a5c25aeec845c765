"""How many of the queries are answered among the first places. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recommendations.searching.evaluation.queries import Query

PLACES = 5


@dataclass(frozen=True)
class Trial:
    """A query with the keys of the bands that were found, best first."""

    query: Query
    found: Sequence[str]

    @property
    def is_met(self) -> bool:
        """Is any accepted band among the first places?"""
        return not self.query.accepted.isdisjoint(self.found[:PLACES])


def recall(trials: Iterable[Trial]) -> float:
    """The share of the trials that are met; 0 for none."""
    met = [trial.is_met for trial in trials]
    return sum(met) / len(met) if met else 0.0
