"""Golden pairs, asked of a method: who picks one band of a pair, where does the other stand?

Every band of a pair is asked for alone, without keywords, and all other bands are ranked. A pair
has two ranks, one from each side. A near pair should stand high, a far pair low, and seen from a
band that has both kinds its near partners should stand before its far ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.golden.scoring import FAR_SHARE, NEAR_SHARE
from recommendations.evaluation.catalogue.questions import Rows
from recommendations.reach.compare import Pair, by_ranks

AT = 10  # places that recall looks at

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Sides:
    """(p, 2) ranks from each side of p pairs, 1 the nearest; unlisted stands behind all others.

    bands : (p, 2) their rows; is_near : (p,)
    """

    bands: Rows
    ranks: NDArray[np.int64]
    is_near: NDArray[np.bool_]


def bands_of(pairs: Sequence[Pair]) -> list[int]:
    """The rows that are asked for, rising."""
    return sorted({row for a, b, _near in pairs for row in (a, b)})


def sides(pairs: Sequence[Pair], lists: Mapping[int, Rows]) -> Sides:
    """`lists`: the ranked others of every band of the pairs."""
    ranks = [(_rank(lists[a], b), _rank(lists[b], a)) for a, b, _near in pairs]
    return Sides(
        np.array([pair[:2] for pair in pairs], dtype=np.intp),
        np.array(ranks, dtype=np.int64),
        np.array([near for _a, _b, near in pairs], dtype=np.bool_),
    )


def of_pairs(found: Sides) -> dict[str, Values]:
    """A value a pair, the mean of its sides; "near before far" one a band that has both kinds."""
    near, far = found.ranks[found.is_near], found.ranks[~found.is_near]
    return {
        "golden near, MRR": np.asarray((1 / near).mean(axis=1)),
        "golden near, recall@10": np.asarray((near <= AT).mean(axis=1)),
        "golden far, recall@10": np.asarray((far <= AT).mean(axis=1)),
        "golden near before far": _before(found),
    }


def of_all(found: Sides, n_bands: int) -> dict[str, float]:
    """As a space is scored by `embeddings/golden`, with the ranks of a method."""
    judged = by_ranks(
        found.ranks.min(axis=1),
        found.is_near,
        others=n_bands - 1,
        near_share=NEAR_SHARE,
        far_share=FAR_SHARE,
    )
    return {
        "golden near that hold": judged.near,
        "golden far that hold": judged.far,
        "golden AUC": judged.auc,
    }


def _before(found: Sides) -> Values:
    """The share of a band's near and far partners, two by two, of which the near one is first."""
    from_, ranks = found.bands.ravel(), found.ranks.ravel()
    near = np.repeat(found.is_near, 2)
    shares = []
    for band in np.unique(from_):
        mine = from_ == band
        ahead = ranks[mine & near][:, np.newaxis] - ranks[mine & ~near]
        if ahead.size:
            shares.append(float(np.mean((ahead < 0) + 0.5 * (ahead == 0))))
    return np.array(shares, dtype=np.float64)


def _rank(shown: Rows, band: int) -> int:
    places = np.flatnonzero(shown == band)
    return 1 + (int(places[0]) if len(places) else len(shown))
