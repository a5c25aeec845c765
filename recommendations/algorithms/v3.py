"""V3: the keywords turn every taste group on its own (CONTRACT D32, D45, D65, A5)."""

import numpy as np

from recommendations.algorithms import v2
from recommendations.algorithms.adaptive import turned
from recommendations.algorithms.clusters import clusters
from recommendations.algorithms.explain import explained
from recommendations.algorithms.picks import prepared
from recommendations.algorithms.select import reach, select
from recommendations.algorithms.types import DEFAULTS, Nearest, Params, Ranking, Taste
from recommendations.algorithms.vectors import distinct, mean_direction


def recommend(taste: Taste, nearest: Nearest, params: Params = DEFAULTS) -> Ranking:
    """The best `n_full`: diversity by one first place a group, quality by the best seconds.

    With fewer distinct picks than groups it is V2, and says so (CONTRACT D47, A6).
    """
    picks = prepared(taste)
    if distinct(picks.bands, params.n_clusters) < params.n_clusters:
        return v2.recommend(picks, nearest, params)
    return by_groups("v3", picks, nearest, params)


def by_groups(name: str, picks: Taste, nearest: Nearest, params: Params) -> Ranking:
    """Every taste group of the prepared picks, turned on its own, finds its bands."""
    groups = clusters(picks.bands, params)
    means = [mean_direction(picks.bands[members]) for members in groups]
    queries = np.stack([turned(mean, picks.keyword, params) for mean in means])
    found = nearest(queries, reach(len(groups), params.n_full))
    return explained(name, picks, groups, select(found, params.n_full), params)
