"""Two lists one by one (CONTRACT S57, O7)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.learning.types import Method, Model, Scores, Tastes, World

DECIMALS = 6  # of a row's largest score


@dataclass(frozen=True)
class Alternating:
    first: Model
    second: Model

    def scores(self, tastes: Tastes) -> Scores:
        """Minus the place in the list of both, where a band stands the first time it is named."""
        first = 2 * _places(self.first.scores(tastes), tastes)
        second = 2 * _places(self.second.scores(tastes), tastes) + 1
        return -np.minimum(first, second).astype(np.float32)


@dataclass(frozen=True)
class Shuffled:
    """The best of one method, the best of another, the second best of the one, and so on."""

    first: Method
    second: Method

    def fit(self, world: World) -> Alternating:
        return Alternating(self.first.fit(world), self.second.fit(world))


def _places(scores: Scores, tastes: Tastes) -> NDArray[np.intp]:
    """(q, b) from 0 for the best, ties by id; what is picked comes last, as nobody is shown it.

    What differs by rounding alone is a tie.
    """
    largest = np.abs(scores).max(axis=1, keepdims=True)
    values = np.round(-scores / np.where(largest > 0, largest, 1), DECIMALS)
    values[tastes.picks.nonzero()] = np.inf
    order = np.argsort(values, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(scores.shape[1])[np.newaxis], axis=1)
    return places
