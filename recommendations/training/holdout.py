"""Which picks no training ever sees, so that what serves and what wants to can be compared."""

import numpy as np
from numpy.typing import NDArray

SHARE = 0.2
LEAST_PICKS = 3  # of a listener who is asked: two to know them by, one to be found

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


def is_held(listeners: Numbers, bands: Numbers, *, share: float = SHARE) -> Flags:
    """(n,) picks -> which are held out, about that share of every listener's.

    A pick is held out for ever or never, whatever else is picked: otherwise the space that serves
    would have been trained with the answers that the next one is asked for. Only picks that no
    list had a part in are asked for (`feedback.listens`): the others favour what made the list.
    """
    mixed = _scattered(_scattered(listeners.astype(np.uint64)) + bands.astype(np.uint64))
    return np.asarray(mixed < np.uint64(share * 2.0**64))


def can_be_asked(known: Numbers, held: Numbers) -> Flags:
    """(l,) counts of known and of held out picks -> which listeners tell something."""
    return np.asarray((held > 0) & (known > 0) & (known + held >= LEAST_PICKS))


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit depends on every bit."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
