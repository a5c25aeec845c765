"""V1: the bands nearest to the mean of the picks; keywords are not used (CONTRACT D63, A2)."""

from dataclasses import replace

import numpy as np

from recommendations.algorithms.explain import explained
from recommendations.algorithms.picks import prepared
from recommendations.algorithms.select import found_by, ranked
from recommendations.algorithms.types import DEFAULTS, Nearest, Params, Ranking, Taste
from recommendations.algorithms.vectors import mean_direction


def recommend(taste: Taste, nearest: Nearest, params: Params = DEFAULTS) -> Ranking:
    """The best `n_small` for the picks taken together; empty without picks."""
    picks = replace(prepared(taste), keyword=None)
    if not picks.band_ids.size:
        return Ranking("v1")
    query = mean_direction(picks.bands)
    (found,) = nearest(query[np.newaxis], params.n_small)
    everything = (np.arange(len(picks.band_ids)),)
    return explained("v1", picks, everything, ranked(found_by(found)), params)
