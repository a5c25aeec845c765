"""All starts at once give the labels of scikit-learn, or none."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from threadpoolctl import ThreadpoolController

from recommendations.algorithms import lloyd
from recommendations.algorithms.vectors import unit

THREADS = ThreadpoolController()


def labels_of_scikit_learn(rows, k):
    with THREADS.limit(limits=1):
        return KMeans(k, random_state=42, n_init=10).fit(rows).labels_


def picks(rng, *, least=2, most=25):
    """Unit vectors around a few centres, near and far."""
    n, d = rng.integers(least, most), int(rng.choice([8, 64, 384]))
    centres = rng.normal(size=(rng.integers(1, 6), d))
    spread = rng.choice([0.1, 0.5, 1.0, 3.0])
    return unit(centres[rng.integers(0, len(centres), n)] + spread * rng.normal(size=(n, d)))


@pytest.mark.slow
def test_the_labels_are_those_of_scikit_learn():
    """RELIABILITY D6; CONTRACT A5."""
    rng = np.random.default_rng(5)
    answered = 0
    for _example in range(1500):
        rows = picks(rng)
        k = min(3, len(rows))
        try:
            labels = lloyd.labels(rows, k, seed=42, starts=10)
        except lloyd.TooClose:
            continue
        answered += 1
        assert labels.tolist() == labels_of_scikit_learn(rows, k).tolist()
    assert answered > 1200


def test_most_lists_of_ten_picks_are_answered():
    rng = np.random.default_rng(7)
    worlds = [picks(rng, least=10, most=11) for _ in range(200)]

    assert sum(is_answered(rows) for rows in worlds) > 180


def is_answered(rows):
    try:
        lloyd.labels(rows, 3, seed=42, starts=10)
    except lloyd.TooClose:
        return False
    return True


@pytest.mark.parametrize(
    "rows",
    [np.eye(4), np.ones((5, 3)), np.eye(3)[[0, 0, 1, 1, 2]], np.array([[1, 0], [-1, 0], [0, 1.0]])],
    ids=["all as far", "all equal", "pairs of equals", "a tie of two"],
)
def test_what_rounding_could_decide_is_left_to_scikit_learn(rows):
    with pytest.raises(lloyd.TooClose):
        lloyd.labels(rows, 3, seed=42, starts=10)
