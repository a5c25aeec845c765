"""V2: V1's vector turned toward the keywords (CONTRACT D48, D64, A3)."""

import numpy as np

from recommendations.algorithms.adaptive import turned
from recommendations.algorithms.explain import explained
from recommendations.algorithms.picks import prepared
from recommendations.algorithms.select import found_by, ranked
from recommendations.algorithms.types import DEFAULTS, Nearest, Params, Ranking, Taste, Vector
from recommendations.algorithms.vectors import mean_direction


def recommend(taste: Taste, nearest: Nearest, params: Params = DEFAULTS) -> Ranking:
    """The best `n_small` for picks and keywords together.

    Picks alone are not turned, keywords alone are the query; empty without either.
    """
    picks = prepared(taste)
    query = _query(picks, params)
    if query is None:
        return Ranking("v2")
    (found,) = nearest(query[np.newaxis], params.n_small)
    everything = (np.arange(len(picks.band_ids)),)
    return explained("v2", picks, everything, ranked(found_by(found)), params)


def _query(picks: Taste, params: Params) -> Vector | None:
    if not picks.band_ids.size:
        return picks.keyword
    return turned(mean_direction(picks.bands), picks.keyword, params)
