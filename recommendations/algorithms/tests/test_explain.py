"""Reasons: the pick named is the one that counts."""

import numpy as np
import pytest
from hypothesis import given

from recommendations.algorithms.explain import without_each
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests.reference import score_without
from recommendations.algorithms.tests.worlds import World, genre, genres, member, on_circle, worlds
from recommendations.algorithms.types import DEFAULTS, Taste
from recommendations.algorithms.vectors import unit


def drops(world: World, hit, group: tuple[int, ...], *, steered: bool) -> dict[int, float]:
    """How much each pick's removal lowers the hit's score, the groups held fixed."""
    rows = dict(zip(world.ids.tolist(), unit(world.vectors).tolist(), strict=True))
    keyword = world.keyword.tolist() if steered and world.keyword is not None else None
    without = dict.fromkeys(world.picks, hit.score)  # picks of other groups change nothing
    for pick in group:
        without[pick] = score_without(pick, list(group), rows, keyword, rows[hit.band_id])
    return {pick: hit.score - score for pick, score in without.items()}


@pytest.mark.parametrize("name", ALGORITHMS)
@given(world=worlds(least_picks=1, least_bands=2))
def test_no_other_pick_of_its_group_lowers_the_score_more_than_the_one_named(name, world):
    """Leave-one-out, worked out again by the slow reference.

    Picks of other groups do not count at all: without keywords some pick of the group always
    lowers a positive score. With them all may raise it, though not in a world like a catalogue.
    """
    ranking = ALGORITHMS[name](world.taste(), world.nearest())
    steered = name != "v1" and world.keyword is not None

    for hit in ranking.hits:
        group = ranking.groups[hit.group]
        lowered = drops(world, hit, group, steered=steered)
        assert lowered[hit.because] >= max(lowered[pick] for pick in group) - 1e-9
        if hit.score > 0 and not steered:
            assert lowered[hit.because] >= max(lowered.values()) - 1e-9


@pytest.mark.parametrize("name", ALGORITHMS)
@pytest.mark.parametrize("number", range(50))
def test_no_other_pick_of_the_member_lowers_the_score_more_than_the_one_named(name, number):
    world = member(number)
    ranking = ALGORITHMS[name](world.taste(), world.nearest())

    for hit in ranking.hits:
        lowered = drops(world, hit, ranking.groups[hit.group], steered=name != "v1")
        assert lowered[hit.because] >= max(lowered.values()) - 1e-9


def test_a_hit_is_carried_by_a_pick_of_its_own_genre():
    world = genres(101, 102, 103, 201, 202, 301)

    hits = ALGORITHMS["v3"](world.taste(), world.nearest()).hits

    assert [genre(hit.because) for hit in hits] == [genre(hit.band_id) for hit in hits]


def test_the_nearer_of_two_picks_carries_the_hit():
    """By hand: without the pick at 10 degrees the band is 50 away, without the other 10."""
    ids, vectors = on_circle({1: 10, 2: 50, 3: 0})
    world = World(ids, vectors, picks=(1, 2))

    (hit,) = ALGORITHMS["v1"](world.taste(), world.nearest()).hits

    assert (hit.band_id, hit.because) == (3, 1)


@pytest.mark.parametrize("seed", range(20))
def test_picks_that_carry_a_hit_equally_go_by_the_smaller_id(seed):
    """Two mirror images of each other, turned so that rounding would tell them apart."""
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(33, 33)))
    band, aside = turn[:2]
    vectors = unit(np.stack([band + aside, band - aside, band]))
    world = World(np.array([9, 4, 1]), vectors, picks=(9, 4))

    (hit,) = ALGORITHMS["v1"](world.taste(), world.nearest()).hits

    assert hit.because == 4


def test_what_is_left_of_a_group_falls_back_to_one_of_its_own_when_it_cancels_out():
    """RELIABILITY P5."""
    a, b = np.eye(2)

    np.testing.assert_array_equal(without_each(np.stack([a, b, -b]), None, DEFAULTS)[0], b)


def test_an_only_pick_carries_everything_and_no_pick_nothing():
    one = genres(101)
    none = Taste(np.array([], dtype=np.int64), np.empty((0, 6)), np.eye(6)[0])

    with_one = ALGORITHMS["v2"](one.taste(), one.nearest())
    with_none = ALGORITHMS["v2"](none, one.nearest())

    assert [hit.because for hit in with_one.hits] == [101] * 3
    assert [hit.because for hit in with_none.hits] == [None] * 3
    assert with_none.groups == ((),)
