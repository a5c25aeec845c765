"""Taste groups by K-means (CONTRACT D5, D27, D28, D91), the same for the same picks (D29)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from recommendations.algorithms import lloyd
from recommendations.algorithms.types import Matrix, Params
from recommendations.algorithms.vectors import checked, distinct

Members = NDArray[np.intp]


def clusters(rows: Matrix, params: Params) -> tuple[Members, ...]:
    """(n, d) vectors, in band-id order -> the row numbers of each group, in label order.

    As many groups as `params.n_clusters`, or as there are distinct vectors when those are
    fewer (RELIABILITY P4). Raises `InvalidVectors`.
    """
    picks = checked(rows)
    count = distinct(picks, params.n_clusters)
    if count < 2:
        return (np.arange(len(picks)),) * count
    labels = _labels(picks, count, params)
    return tuple(np.flatnonzero(labels == label) for label in np.unique(labels))


def _labels(picks: Matrix, count: int, params: Params) -> NDArray[np.integer]:
    try:
        return lloyd.labels(picks, count, seed=params.seed, starts=params.n_init)
    except lloyd.TooClose:
        return _labels_of_scikit_learn(picks, count, params)


def _labels_of_scikit_learn(picks: Matrix, count: int, params: Params) -> NDArray[np.int32]:
    """One thread only: libgomp's threads do not survive a fork (RELIABILITY D6, F19)."""
    from sklearn.cluster import KMeans  # half of a process's start; the web's has it already

    model = KMeans(count, random_state=params.seed, n_init=params.n_init)
    with _threads().limit(limits=1):
        return np.asarray(model.fit(picks).labels_)


@cache
def _threads() -> ThreadpoolController:
    """Finding the libraries takes longer than a fit, so it is done once a process."""
    return ThreadpoolController()
