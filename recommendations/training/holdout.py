"""Which listeners no training ever sees, so that what serves and what wants to can be compared.

Holding out a fifth of everybody's picks would be simpler and wrong: with few picks a listener each,
a method learns that a picked band and the one held out beside it do not go together. In the town of
`simulation` that made better spaces look worse. So it is whole listeners who are held out ("strong
generalisation": Marlin, "Collaborative filtering", 2004; Liang et al., WWW 2018).
"""

import numpy as np
from numpy.typing import NDArray

SHARE = 0.2
LEAST_FIRST = 2  # picks before any list: one to know a listener by, one to be found

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Places = NDArray[np.intp]


def is_held(listeners: Numbers, *, share: float = SHARE) -> Flags:
    """(n,) numbers of listeners -> which are held out, for ever or never.

    Were it drawn anew, the space that serves would have seen the answers that the next one is
    asked for.
    """
    scattered = _scattered(listeners.astype(np.uint64))
    return np.asarray(scattered < np.uint64(share * 2.0**64))


def halves(bands: Places) -> tuple[Places, Places]:
    """What somebody picked -> two parts of it, always the same, both in rising order."""
    order = np.argsort(_scattered(bands.astype(np.uint64)), kind="stable")
    return np.sort(bands[order[::2]]), np.sort(bands[order[1::2]])


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit depends on every bit."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
