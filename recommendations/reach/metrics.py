"""How evenly lists reach a catalogue: k-occurrence and what follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
CROWD = 0.10  # the tenth of the bands that is shown most


@dataclass(frozen=True)
class Figures:
    """What the k-occurrences of n bands say.

    skewness      : of their distribution, 0 for even, above 1 hubs stand out; Radovanovic,
                    Nanopoulos and Ivanovic, "Hubs in space", JMLR 11 (2010)
    never_reached : share of bands that no list shows (orphans)
    gini          : 0 when all are shown alike, towards 1 when few are shown always
    crowd_share   : share of all places that the most shown tenth of the bands holds
    most          : the largest k-occurrence
    """

    skewness: float
    never_reached: float
    gini: float
    crowd_share: float
    most: int


def k_occurrence(lists: Iterable[Sequence[int]], n: int) -> Counts:
    """Lists of row numbers below n -> (n,) in how many places each row stands."""
    flat = np.fromiter((row for shown in lists for row in shown), dtype=np.int64)
    return np.bincount(flat, minlength=n).astype(np.int64)


def figures(counts: Counts) -> Figures:
    """(n,) k-occurrences -> their figures; all zero for an empty catalogue."""
    if not counts.size:
        return Figures(0.0, 0.0, 0.0, 0.0, 0)
    return Figures(
        skewness=skewness(counts),
        never_reached=float(np.mean(counts == 0)),
        gini=gini(counts),
        crowd_share=_crowd_share(counts),
        most=int(counts.max()),
    )


def skewness(counts: Counts) -> float:
    """The third standardised moment; 0 when all counts are equal."""
    spread = float(counts.std())
    if spread == 0.0:
        return 0.0
    return float(np.mean(((counts - counts.mean()) / spread) ** 3))


def gini(counts: Counts) -> float:
    """Half the relative mean difference; 0 when nothing is shown at all."""
    total = int(counts.sum())
    if not total:
        return 0.0
    places = np.arange(1, len(counts) + 1)
    return float((2 * places - len(counts) - 1) @ np.sort(counts) / (len(counts) * total))


def by_doublings(counts: Counts, most: int) -> list[float]:
    """(n,) k-occurrences -> the share of bands with 0, 1, 2-3, 4-7 ... places, up to `most`."""
    classes = np.frexp(counts.astype(np.float64))[1]
    shares = np.bincount(classes, minlength=most.bit_length() + 1) / max(len(counts), 1)
    return [float(share) for share in shares]


def doublings(most: int) -> list[str]:
    """The names of those classes: "0", "1", "2-3", "4-7" ..."""
    names = ["0", "1"][: most.bit_length() + 1]
    for power in range(1, most.bit_length()):
        names.append(f"{2**power}-{2 ** (power + 1) - 1}")
    return names


def _crowd_share(counts: Counts) -> float:
    crowd = max(1, round(CROWD * len(counts)))
    return float(np.sort(counts)[-crowd:].sum() / max(int(counts.sum()), 1))
