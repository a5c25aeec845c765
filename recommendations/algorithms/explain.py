"""Why a band was recommended: the pick that carries it most, by leaving each one out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.adaptive import turned
from recommendations.algorithms.select import Choice
from recommendations.algorithms.types import Hit, Ids, Matrix, Params, Ranking, Taste, Vector
from recommendations.algorithms.vectors import direction_or

NOISE = 12  # decimals; smaller differences between two picks are rounding, so a tie


def explained(
    algorithm: str,
    picks: Taste,
    groups: Sequence[NDArray[np.intp]],
    choices: Sequence[Choice],
    params: Params,
) -> Ranking:
    """The ranking of `choices`, with the taste groups that found them and the reasons."""
    ids = [picks.band_ids[members] for members in groups]
    without = [without_each(picks.bands[members], picks.keyword, params) for members in groups]
    hits = tuple(
        Hit(
            choice.band_id,
            choice.score,
            choice.group,
            choice.slot,
            carrier(ids[choice.group], without[choice.group], choice.vector),
        )
        for choice in choices
    )
    return Ranking(algorithm, hits, tuple(tuple(group.tolist()) for group in ids))


def without_each(members: Matrix, keyword: Vector | None, params: Params) -> Matrix:
    """(n, d) picks of one group -> (n, d) the group's adjusted vector without each of them.

    Which picks form the group is held fixed; t is found anew. Empty for fewer than two picks.
    """
    if len(members) < 2:
        return members[:0]
    means = (members.sum(axis=0) - members) / (len(members) - 1)
    rest = [direction_or(mean, members[int(row == 0)]) for row, mean in enumerate(means)]
    return np.stack([turned(direction, keyword, params) for direction in rest])


def carrier(ids: Ids, without: Matrix, band: Vector) -> int | None:
    """The pick whose removal lowers the band's score most, ties by smallest id.

    `ids` are in rising order. A group's only pick carries everything; no picks, no carrier.
    Where every removal raises the score (a far band, or picks that weaken the turn toward the
    keywords) it is the pick whose removal raises it least.
    """
    if len(ids) < 2:
        return int(ids[0]) if len(ids) else None
    return int(ids[np.argmin(np.round(np.vecdot(without, band), NOISE))])
