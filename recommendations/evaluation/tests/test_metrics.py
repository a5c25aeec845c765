"""Metrics by hand, and beside scikit-learn where it has the same."""

from math import log, log2

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, ndcg_score

from recommendations.evaluation import metrics

LISTS = np.array([[4, 1, 3, 0], [2, 0, 1, 5], [0, 1, -1, -1], [5, 4, 3, 2]])
RELEVANT = [np.array([1, 3, 5]), np.array([2]), np.array([3]), np.array([], dtype=int)]
RIGHT = metrics.hits(LISTS, RELEVANT)
TOTAL = metrics.totals(RELEVANT)
ONE, TWO, THREE = 1 / log2(2), 1 / log2(3), 1 / log2(4)


def expect(found, wanted) -> None:
    assert np.allclose(found[:3], wanted)
    assert np.isnan(found[3])  # nothing is relevant to the last listener


def test_a_place_is_right_when_its_band_is_relevant_and_empty_places_never_are():
    assert RIGHT.tolist() == [
        [False, True, True, False],
        [True, False, False, False],
        [False, False, False, False],
        [False, False, False, False],
    ]


def test_ndcg_is_the_gain_over_the_best_that_k_places_allow():
    """CONTRACT S75."""
    best_of_three = ONE + TWO + THREE
    expect(metrics.ndcg(RIGHT, TOTAL, 4), [(TWO + THREE) / best_of_three, 1.0, 0.0])
    expect(metrics.ndcg(RIGHT, TOTAL, 2), [TWO / (ONE + TWO), 1.0, 0.0])


def test_recall_hit_rate_mrr_and_map():
    expect(metrics.recall(RIGHT, TOTAL, 2), [1 / 3, 1.0, 0.0])
    expect(metrics.hit_rate(RIGHT, TOTAL, 1), [0.0, 1.0, 0.0])
    expect(metrics.reciprocal_rank(RIGHT, TOTAL, 4), [1 / 2, 1.0, 0.0])
    expect(metrics.average_precision(RIGHT, TOTAL, 4), [(1 / 2 + 2 / 3) / 3, 1.0, 0.0])
    expect(metrics.average_precision(RIGHT, TOTAL, 2), [(1 / 2) / 2, 1.0, 0.0])


@pytest.mark.parametrize("k", [1, 5, 30])
def test_they_are_those_of_scikit_learn(k):
    rng = np.random.default_rng(k)
    scores = rng.standard_normal((40, 30))
    relevant = [np.flatnonzero(rng.random(30) < 0.3) for _ in range(40)]
    truth = np.array([np.isin(np.arange(30), row) for row in relevant])
    lists = np.argsort(-scores, axis=1)[:, :k]
    right, total = metrics.hits(lists, relevant), metrics.totals(relevant)
    asked = truth.any(axis=1)

    ours = metrics.ndcg(right, total, k)[asked]
    assert np.nanmean(ours) == pytest.approx(ndcg_score(truth[asked], scores[asked], k=k))
    if k == 30:
        found = metrics.average_precision(right, total, k)[asked]
        theirs = [average_precision_score(*one) for one in zip(truth, scores, strict=True)]
        assert np.allclose(found, np.array(theirs)[asked])


def test_coverage_is_the_share_of_the_catalogue_that_somebody_is_shown():
    assert metrics.coverage(LISTS, 10, 1) == pytest.approx(4 / 10)
    assert metrics.coverage(LISTS[2:3], 10, 4) == pytest.approx(2 / 10)


def test_novelty_is_in_bits_and_popularity_in_listeners():
    listeners = np.array([8.0, 4.0, 2.0, 1.0, 0.0, 1.0])
    novelty = metrics.novelty(LISTS, listeners, 8, 2)
    assert np.allclose(novelty, [(3 + 1) / 2, (2 + 0) / 2, (0 + 1) / 2, (3 + 3) / 2])
    assert np.allclose(
        metrics.average_popularity(LISTS, listeners, 4)[:3], [(0 + 4 + 1 + 8) / 4, 15 / 4, 6]
    )


def test_diversity_is_the_mean_distance_of_pairs():
    vectors = np.array([[1.0, 0], [0, 1], [1, 0], [1, 0], [-1, 0], [0, 1]])
    found = metrics.intra_list_diversity(np.array([[0, 1, 2], [0, 4, -1], [3, -1, -1]]), vectors, 3)
    assert np.allclose(found[:2], [(1 + 0 + 1) / 3, 2.0])
    assert np.isnan(found[2])


def test_a_list_with_the_genres_of_the_history_is_calibrated():
    genres = np.array([[1.0, 0], [0, 1], [1, 0], [0, 1], [0, 1], [0.5, 0.5]])
    past = [np.array([0, 1]), np.array([0, 2])]
    found = metrics.calibration(np.array([[2, 3], [1, 3]]), past, genres, 2)
    assert found[0] == pytest.approx(0.0)
    assert found[1] == pytest.approx(log(1 / 0.01))
