"""Golden pairs: near ones in each other's nearest tenth, far ones outside the nearest quarter."""

import numpy as np
import pytest

from embeddings.golden.scoring import Pair, score_pairs

ANGLES = {f"band-{n:02}": n * np.pi / 40 for n in range(41)}  # on a half circle, 4.5 degrees apart
VECTORS = {key: np.array([np.cos(a), np.sin(a)]) for key, a in ANGLES.items()}


def pair(a, b, near):
    return Pair(f"band-{a:02}", f"band-{b:02}", near)


def holds(one):
    return score_pairs(VECTORS, [one]).judged[0].holds


def test_neighbours_are_near():
    assert holds(pair(0, 1, near=True))
    assert not holds(pair(0, 5, near=True))


def test_one_direction_is_enough_to_be_near():
    """From the end of the line the fourth is in the nearest four; from within it is the eighth."""
    assert holds(pair(0, 4, near=True))
    assert not holds(pair(10, 14, near=True))


def test_opposites_are_far():
    assert holds(pair(0, 40, near=False))
    assert not holds(pair(0, 2, near=False))


def test_the_area_under_the_curve_counts_ordered_pairs():
    """Near cosines cos(1), cos(3) against a far one of cos(2) steps: one of two is above it."""
    pairs = [pair(0, 1, near=True), pair(0, 3, near=True), pair(10, 12, near=False)]

    assert score_pairs(VECTORS, pairs).auc == pytest.approx(1 / 2)


def test_pairs_without_vectors_are_left_out():
    score = score_pairs(VECTORS, [Pair("band-00", "nobody", near=True)])

    assert score.judged == ()
    assert np.isnan(score.auc)


def test_misses_are_named():
    score = score_pairs(VECTORS, [pair(0, 1, near=True), pair(0, 2, near=False)])

    assert [miss.pair.b for miss in score.misses] == ["band-02"]
    assert (score.share(near=True), score.share(near=False)) == (1.0, 0.0)


def test_the_share_of_all_pairs_that_hold():
    pairs = [pair(0, 1, near=True), pair(0, 5, near=True), pair(0, 40, near=False)]

    assert score_pairs(VECTORS, pairs).held == pytest.approx(2 / 3)
