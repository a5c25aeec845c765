"""What a method learns from, what listeners show it, and what it answers."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Scores = NDArray[np.float32]
Factors = NDArray[np.float32]


@dataclass(frozen=True)
class World:
    """All that is known beforehand.

    listens : (l, b) 1 where a listener is known to listen to a band, float32
    tags    : (b, k) how often a band was given a keyword, float32
    words   : (l, k) 1 where a listener chose a keyword, float32
    vectors : (b, d) unit rows of a text space, or None where there are no texts
    word_vectors : (k, d) those of the keywords, in the same space
    new     : (b,) bands that came so lately that nobody can have listened to them, or None: that
              nobody listens to them says nothing against them
    """

    listens: csr_array
    tags: csr_array
    words: csr_array
    vectors: Factors | None = None
    word_vectors: Factors | None = None
    new: NDArray[np.bool_] | None = None

    @property
    def n_bands(self) -> int:
        return int(self.listens.shape[1])


@dataclass(frozen=True)
class Tastes:
    """What q listeners show: (q, b) picks and (q, k) chosen keywords, both 0 or 1, float32."""

    picks: csr_array
    words: csr_array


class Model(Protocol):
    def scores(self, tastes: Tastes) -> Scores:
        """(q, b) finite scores, higher is better.

        What may not be recommended is left out by whoever ranks, the same for every method.
        """
        ...


class Method(Protocol):
    """A method with its hyper-parameters; `fit` is deterministic."""

    def fit(self, world: World) -> Model: ...
