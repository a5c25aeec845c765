"""How far a taste turns toward the keywords: adaptive t (CONTRACT D33, A4)."""

import numpy as np

from recommendations.algorithms.slerp import slerp
from recommendations.algorithms.types import Params, Vector
from recommendations.algorithms.vectors import cosine


def adaptive_t(similarity: float, params: Params) -> float:
    """Near the keywords turn little, far from them a lot (CONTRACT D34, D35)."""
    t = params.t_scale * (params.t_offset - params.t_slope * similarity)
    return float(np.clip(t, params.t_least, params.t_most))


def turned(vector: Vector, keyword: Vector | None, params: Params) -> Vector:
    """(d,) unit vector turned toward the keywords by its own t; as it is without keywords."""
    if keyword is None:
        return vector
    return slerp(vector, keyword, adaptive_t(cosine(vector, keyword), params))
