"""Bands that fit: toward what is wanted, away from what is not."""

import numpy as np
import pytest

from recommendations.asking.finding import (
    LEADING,
    Weights,
    Wish,
    best,
    direction,
    mean_or_none,
    nearest,
)

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
    wish = Wish(keywords=EAST, wanted={7: 1.0, 8: 1.0})
    fits = best(wish, EAST, {1: EAST, 2: NORTH}, {2: {7, 8}, 1: {9}}, Weights(carried=2), 5)
    assert [fit.band_id for fit in fits] == [2, 1]
    assert fits[0].carried == {7, 8}
    assert fits[1].similarity == pytest.approx(1)


def test_the_liked_band_that_is_most_alike_is_the_reason():
    liked = {5: frozenset({1, 2}), 6: frozenset({3})}
    fits = best(Wish(likes=EAST, liked=liked), EAST, {1: EAST, 2: EAST}, {1: {3}}, Weights(), 5)
    assert [(fit.band_id, fit.like) for fit in fits] == [(1, 6), (2, None)]


def test_what_is_akin_to_the_unwanted_comes_last_but_may_come():
    wish = Wish(keywords=EAST, akin=frozenset({9}))
    fits = best(wish, EAST, {1: EAST, 2: NORTH}, {1: {9}, 2: {3}}, Weights(akin=2), 5)
    assert [fit.band_id for fit in fits] == [2, 1]


def shown(wanted, points, stage):
    """(ids, cosines to the last of `wanted`) of the five best on a small stage."""
    vectors, carried = stage
    counts = list(wanted.values())
    toward = mean_or_none([points[word] for word in wanted], counts)
    wish = Wish(keywords=toward, wanted=wanted)
    fits = best(wish, direction(wish, Weights()), vectors, carried, Weights(), 5)
    ids = [fit.band_id for fit in fits]
    return ids, [float(vectors[pk] @ points[max(wanted)]) for pk in ids]


@pytest.mark.parametrize("seed", range(30))
def test_what_is_asked_for_more_moves_the_list(seed):
    """FEATURES 45: 더 조용한 걸로 beside three keywords, where five others carry the word.

    Two of the five change at least, or all are nearer to the word than before.
    """
    rng = np.random.default_rng(seed)
    points = {word: mean_or_none([rng.normal(size=16)]) for word in range(8)}
    carried = {pk: {*rng.choice(7, 3, replace=False).tolist()} for pk in range(40)}
    for pk in range(0, 40, 4):
        carried[pk].add(7)
    vectors = {
        pk: mean_or_none([*(points[word] for word in words), rng.normal(size=16)])
        for pk, words in carried.items()
    }
    standing = {0: 1.0, 1: 1.0, 2: 1.0}
    before, _ = shown(standing, points, (vectors, carried))
    after, nearness = shown({**standing, 7: LEADING}, points, (vectors, carried))
    was = [float(vectors[pk] @ points[7]) for pk in before]
    assert len({*after} - {*before}) >= 2 or np.mean(nearness) > np.mean(was)
    assert sum(7 in carried[pk] for pk in after) >= 4
