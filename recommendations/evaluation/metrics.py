"""How good lists are. A listener to whom nothing is relevant gets NaN and is left out of means."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.intp]
Hits = NDArray[np.bool_]
PerListener = NDArray[np.float64]


def hits(lists: Ids, relevant: Sequence[Ids]) -> Hits:
    """(q, k) ranked bands and what is relevant to each of the q -> which places are right.

    A place of -1 is empty and never right.
    """
    rows = zip(lists, relevant, strict=True)
    return np.stack([np.isin(shown, wanted) & (shown >= 0) for shown, wanted in rows])


def totals(relevant: Sequence[Ids]) -> NDArray[np.int64]:
    return np.array([len(wanted) for wanted in relevant], dtype=np.int64)


def ndcg(right: Hits, total: NDArray[np.int64], k: int) -> PerListener:
    """Binary gain, discount 1 / log2(place + 1), over the best that is achievable in k places.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20 (2002).
    """
    discounts = 1 / np.log2(np.arange(2, k + 2))
    best = np.concatenate([[0.0], np.cumsum(discounts)])[np.minimum(total, k)]
    gained = right[:, :k] @ discounts[: right[:, :k].shape[1]]
    return _over(gained, best)


def recall(right: Hits, total: NDArray[np.int64], k: int) -> PerListener:
    """The share of what is relevant that stands in the first k places."""
    return _over(right[:, :k].sum(axis=1), total)


def hit_rate(right: Hits, total: NDArray[np.int64], k: int) -> PerListener:
    """1 where anything relevant stands in the first k places."""
    return _over(np.asarray(right[:, :k].any(axis=1)), np.minimum(total, 1))


def reciprocal_rank(right: Hits, total: NDArray[np.int64], k: int) -> PerListener:
    """1 / the place of the first right one of k, 0 without any; its mean is MRR@k."""
    places = right[:, :k].argmax(axis=1) + 1
    return _over(right[:, :k].any(axis=1) / places, np.minimum(total, 1))


def average_precision(right: Hits, total: NDArray[np.int64], k: int) -> PerListener:
    """Precision at each right place, over min(k, relevant); its mean is MAP@k."""
    shown = right[:, :k]
    precision = np.cumsum(shown, axis=1) / np.arange(1, shown.shape[1] + 1)
    return _over((precision * shown).sum(axis=1), np.minimum(total, k))


def coverage(lists: Ids, n_bands: int, k: int) -> float:
    """The share of the catalogue that stands in anybody's first k places."""
    shown = np.unique(lists[:, :k])
    return float((shown >= 0).sum() / n_bands)


def average_popularity(lists: Ids, listeners: NDArray[np.floating], k: int) -> PerListener:
    """The mean number of listeners of the bands in the first k places (Abdollahpouri 2019)."""
    return _mean_over_places(lists[:, :k], listeners)


def novelty(lists: Ids, listeners: NDArray[np.floating], n_listeners: int, k: int) -> PerListener:
    """Mean self-information, -log2 of a band's share of listeners, in bits (Zhou et al. 2010).

    A band that nobody listens to counts as one with a single listener.
    """
    shares = np.maximum(listeners, 1) / n_listeners
    return _mean_over_places(lists[:, :k], -np.log2(shares))


def intra_list_diversity(lists: Ids, vectors: NDArray[np.floating], k: int) -> PerListener:
    """Mean of 1 - cosine over the pairs of the first k places (Ziegler et al., WWW 2005)."""
    return np.array([_diversity(vectors[shown[shown >= 0]]) for shown in lists[:, :k]])


def calibration(
    lists: Ids, histories: Sequence[Ids], genres: NDArray[np.floating], k: int, mix: float = 0.01
) -> PerListener:
    """KL divergence of the genres shown from those of the history; 0 is calibrated.

    `genres` (b, g) are shares that sum to 1 for each band; the shown shares are mixed with a
    little of the history's, so that it is finite (Steck, "Calibrated recommendations", RecSys
    2018).
    """
    rows = zip(lists[:, :k], histories, strict=True)
    return np.array([_divergence(genres, shown[shown >= 0], past, mix) for shown, past in rows])


def _divergence(genres: NDArray[np.floating], shown: Ids, past: Ids, mix: float) -> float:
    if not len(shown) or not len(past):
        return float("nan")
    target, found = genres[past].mean(axis=0), genres[shown].mean(axis=0)
    mixed = (1 - mix) * found + mix * target
    present = target > 0
    return float(target[present] @ np.log(target[present] / mixed[present]))


def _diversity(vectors: NDArray[np.floating]) -> float:
    if len(vectors) < 2:
        return float("nan")
    above = np.triu_indices(len(vectors), 1)
    return float(np.mean(1 - (vectors @ vectors.T)[above]))


def _mean_over_places(lists: Ids, values: NDArray[np.floating]) -> PerListener:
    filled = lists >= 0
    return _over(np.where(filled, values[lists], 0.0).sum(axis=1), filled.sum(axis=1))


def _over(gained: NDArray[Any], best: NDArray[Any]) -> PerListener:
    """gained / best, NaN where there is nothing to gain."""
    return np.where(best > 0, gained / np.where(best > 0, best, 1), np.nan)
