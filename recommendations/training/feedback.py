"""What listeners said, as picks: who is who is known here in memory alone, and never kept."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.training.holdout import LEAST_FIRST, is_held

Numbers = NDArray[np.int64]
Weights = NDArray[np.float32]
Flags = NDArray[np.bool_]

ENOUGH = 3  # picks of a listener who says something of how bands go together
PICKED = 1.0  # somebody took the band among their own
LIKED = 2.0  # somebody said so
DISLIKED = -1.0  # takes a pick back, whatever else was said


@dataclass(frozen=True)
class Signals:
    """(m,) who, which band's row, how much it says, and whether it was said before any list.

    What was picked from a list tells as much of the list as of the listener. A pair may stand in
    it more than once.
    """

    listeners: Numbers
    bands: Numbers
    weights: Weights
    is_first: Flags

    def __len__(self) -> int:
        return len(self.listeners)


def together(signals: Sequence[Signals]) -> Signals:
    """Each pair once: with its greatest weight, or not at all when it was disliked."""
    listeners, bands, weights, first = (
        np.concatenate([getattr(one, column.name) for one in signals]) for column in fields(Signals)
    )
    pairs, place = np.unique(np.stack([listeners, bands]), axis=1, return_inverse=True)
    most, least = np.zeros((2, pairs.shape[1]), dtype=np.float32)
    is_first = np.zeros(pairs.shape[1], dtype=np.bool_)
    np.maximum.at(most, place, weights)
    np.minimum.at(least, place, weights)
    np.logical_or.at(is_first, place, first)
    kept = (least == 0) & (most > 0)
    return Signals(pairs[0, kept], pairs[1, kept], most[kept], is_first[kept])


@dataclass(frozen=True)
class Listens:
    """Of (l,) `listeners`, rising, as (l, b) weights.

    known : what may be learnt from; rows of listeners who are held out are empty
    first : what those who are held out picked before any list
    """

    listeners: Numbers
    everything: csr_array
    known: csr_array
    first: csr_array

    @property
    def with_enough(self) -> int:
        """How many listeners have three picks or more."""
        return int((np.diff(self.everything.indptr) >= ENOUGH).sum())

    def asked(self, most: int) -> NDArray[np.intp]:
        """Rows of at most that many listeners who tell something, spread evenly over all."""
        rows = np.flatnonzero(np.diff(self.first.indptr) >= LEAST_FIRST)
        if len(rows) <= most:
            return rows
        return np.asarray(rows[np.linspace(0, len(rows) - 1, most).astype(np.intp)])


def listens(picks: Signals, n_bands: int) -> Listens:
    """Picks, each once, as matrices; a fifth of the listeners is held out."""
    listeners, rows = np.unique(picks.listeners, return_inverse=True)
    held = is_held(picks.listeners)
    shape = (len(listeners), n_bands)
    everything, known, first = (
        csr_array((picks.weights[part], (rows[part], picks.bands[part])), shape=shape)
        for part in (np.ones_like(held), ~held, held & picks.is_first)
    )
    return Listens(listeners, everything, known, first)
