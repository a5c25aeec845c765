"""Bands that fit: toward what is wanted, away from what is not."""

import numpy as np
import pytest

from recommendations.asking.finding import Weights, Wish, best, direction, mean_or_none, nearest

EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def test_what_is_not_wanted_pushes_away():
    """CONTRACT O5."""
    toward = direction(Wish(keywords=EAST, unwanted=NORTH), Weights())
    assert toward is not None
    assert toward[0] > 0 > toward[1]
    assert np.linalg.norm(toward) == pytest.approx(1)


def test_nothing_said_has_no_direction():
    assert direction(Wish(), Weights()) is None
    assert mean_or_none([EAST, -EAST]) is None
    assert nearest(None, {1: EAST}) is None


def test_a_band_that_carries_the_words_comes_before_a_nearer_one():
    wish = Wish(keywords=EAST, wanted_ids=frozenset({7, 8}))
    fits = best(wish, EAST, {1: EAST, 2: NORTH}, {2: {7, 8}, 1: {9}}, Weights(carried=2), 5)
    assert [fit.band_id for fit in fits] == [2, 1]
    assert fits[0].carried == {7, 8}
    assert fits[1].similarity == pytest.approx(1)


def test_the_liked_band_that_is_most_alike_is_the_reason():
    liked = {5: frozenset({1, 2}), 6: frozenset({3})}
    fits = best(Wish(likes=EAST, liked=liked), EAST, {1: EAST, 2: EAST}, {1: {3}}, Weights(), 5)
    assert [(fit.band_id, fit.like) for fit in fits] == [(1, 6), (2, None)]
