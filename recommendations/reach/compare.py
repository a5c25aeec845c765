"""What a hubness correction costs and gives: golden pairs and keyword retrieval by its scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Matrix
from recommendations.reach.correction import Correction
from recommendations.reach.search import Catalogue

AT = 10  # places that recall looks at

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
Pair = tuple[int, int, bool]  # two rows, and whether they belong near each other


@dataclass(frozen=True)
class Golden:
    """Shares of near and far pairs that hold, and the chance that a near pair has the better
    rank of a near and a far one; NaN without such pairs."""

    near: float
    far: float
    auc: float


@dataclass(frozen=True)
class Retrieval:
    """Means over the keywords that some band carries; NaN when there is none."""

    average_precision: float
    recall: float


def all_scores(catalogue: Catalogue, queries: Matrix, correction: Correction | None) -> Matrix:
    """(q, d) unit queries -> (q, n) the score of every band for each."""
    cosines = queries @ catalogue.vectors.T.astype(np.float64)
    if correction is None:
        return cosines
    rows = np.arange(len(catalogue.ids))
    pairs = zip(queries, cosines, strict=True)
    return np.stack([correction(query, each, rows) for query, each in pairs])


def golden(
    scores: Matrix,
    pairs: Sequence[Pair],
    *,
    near_share: float,
    far_share: float,
) -> Golden:
    """(n, n) scores and pairs of rows with whether they belong near each other.

    A pair's rank is the better of its two, 1 the nearest; near ones hold within the first
    `near_share` of the others, far ones beyond the first `far_share`.
    """
    ranks = np.array([min(_rank(scores, a, b), _rank(scores, b, a)) for a, b, _near in pairs])
    is_near = np.array([near for _a, _b, near in pairs], dtype=bool)
    return by_ranks(
        ranks, is_near, others=len(scores) - 1, near_share=near_share, far_share=far_share
    )


def by_ranks(
    ranks: Places, is_near: Mask, *, others: int, near_share: float, far_share: float
) -> Golden:
    """The same of (p,) ranks of pairs among `others`, whoever ranked them."""
    near, far = ranks[is_near], ranks[~is_near]
    ahead = near[:, np.newaxis] - far
    return Golden(
        near=_mean(near <= near_share * others),
        far=_mean(far > far_share * others),
        auc=_mean((ahead < 0) + 0.5 * (ahead == 0)),
    )


def retrieval(scores: Matrix, carried: Mask) -> Retrieval:
    """(m, n) scores of bands for keywords, and who carries which -> how well they are found."""
    asked = carried.any(axis=1)
    order = np.argsort(-scores[asked], axis=1, kind="stable")
    hits = np.take_along_axis(carried[asked], order, axis=1)
    found = np.cumsum(hits, axis=1)
    precision = found / np.arange(1, hits.shape[1] + 1)
    total = found[:, -1]
    return Retrieval(
        average_precision=_mean((precision * hits).sum(axis=1) / total),
        recall=_mean(found[:, :AT][:, -1] / np.minimum(total, AT)),
    )


def _rank(scores: Matrix, a: int, b: int) -> int:
    ahead = scores[a] > scores[a, b]
    return 1 + int(ahead.sum()) - int(ahead[a])


def _mean(values: Mask | NDArray[np.float64]) -> float:
    return float(np.mean(values)) if values.size else float("nan")
