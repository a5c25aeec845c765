"""Ours: V3's recipe in a learned space, five bands from the first pick on (docs/ours.md).

The space is the texts' vectors with what was learnt beside them (`embeddings.learned`); where
nothing was learnt it is the text space, and three different picks or more give what V3 gives.
"""

from dataclasses import replace

from recommendations.algorithms import v2
from recommendations.algorithms.picks import prepared
from recommendations.algorithms.types import DEFAULTS, Nearest, Params, Ranking, Taste
from recommendations.algorithms.v3 import by_groups


def recommend(taste: Taste, nearest: Nearest, params: Params = DEFAULTS) -> Ranking:
    """The best `n_full`; as many taste groups as there are different picks, `n_clusters` at most.

    Keywords alone are the query; empty without either.
    """
    picks = prepared(taste)
    if not picks.band_ids.size:
        found = v2.recommend(picks, nearest, replace(params, n_small=params.n_full))
        return replace(found, algorithm="ours")
    return by_groups("ours", picks, nearest, params)
