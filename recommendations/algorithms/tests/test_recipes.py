"""V1, V2 and V3 in worlds with a known answer."""

import numpy as np
import pytest
from hypothesis import given

from recommendations.algorithms import v1, v2, v3
from recommendations.algorithms.tests.worlds import (
    FOLK,
    JAZZ,
    ROCK,
    Watched,
    World,
    genre,
    genres,
    on_circle,
    worlds,
)
from recommendations.algorithms.types import Params


def degrees(*angles: float) -> list[float]:
    return pytest.approx([np.cos(np.deg2rad(angle)) for angle in angles], abs=1e-12)


def circle(keyword: float) -> World:
    """Picks at 0 and 60 degrees, so the taste points to 30; bands all round it."""
    ids, vectors = on_circle({1: 0, 2: 60, 11: 30, 12: 57, 13: 75, 14: 100, 15: -20, keyword: 120})
    return World(ids[:-1], vectors[:-1], picks=(1, 2), keyword=vectors[-1])


def test_v1_takes_the_three_nearest_to_the_mean():
    """CONTRACT D63, A2."""
    world = circle(keyword=120)

    ranking = v1.recommend(world.taste(), world.nearest())

    assert [hit.band_id for hit in ranking.hits] == [11, 12, 13]
    assert [hit.score for hit in ranking.hits] == degrees(0, 27, 45)


def test_v2_turns_the_mean_toward_the_keyword():
    """CONTRACT D48, D64, A3, A4: 90 degrees apart, cos 0, t 0.3, so from 30 to 57 degrees."""
    world = circle(keyword=120)

    ranking = v2.recommend(world.taste(), world.nearest())

    assert [hit.band_id for hit in ranking.hits] == [12, 13, 11]
    assert [hit.score for hit in ranking.hits] == degrees(0, 18, 27)
    assert [hit.slot for hit in ranking.hits] == ["best"] * 3
    assert ranking.groups == ((1, 2),)


def test_v2_without_keywords_is_v1_by_another_name():
    world = genres(101, 102, 201)

    first, second = (recipe.recommend(world.taste(), world.nearest()) for recipe in (v1, v2))

    assert (first.hits, second.algorithm) == (second.hits, "v2")


def test_v2_without_picks_goes_by_the_keyword_alone():
    world = genres(keyword=JAZZ)
    search = Watched(world.nearest())

    ranking = v2.recommend(world.taste(), search)

    assert {genre(hit.band_id) for hit in ranking.hits} == {JAZZ}
    np.testing.assert_array_equal(search.calls[0][0], [world.keyword])


def test_opposite_picks_fall_back_to_the_one_with_the_smaller_id():
    """RELIABILITY P5."""
    ids, vectors = on_circle({8: 180, 5: 0, 1: 170, 2: 10})
    world = World(ids, vectors, picks=(8, 5))

    assert v1.recommend(world.taste(), world.nearest()).hits[0].band_id == 2


def test_a_fan_of_three_genres_gets_a_first_place_of_each():
    """CONTRACT D28, D37, D43, D65."""
    world = genres(101, 102, 201, 202, 301)

    ranking = v3.recommend(world.taste(), world.nearest())

    firsts = [genre(hit.band_id) for hit in ranking.hits if hit.slot == "first"]
    assert sorted(firsts) == [ROCK, JAZZ, FOLK]
    assert sorted(ranking.groups) == [(101, 102), (201, 202), (301,)]
    assert ranking.algorithm == "v3"


def test_a_fan_of_two_genres_gets_first_places_of_both_and_of_no_third():
    """CONTRACT D37, D43."""
    world = genres(101, 102, 103, 201, 202)

    ranking = v3.recommend(world.taste(), world.nearest())

    firsts = {genre(hit.band_id) for hit in ranking.hits if hit.slot == "first"}
    assert firsts == {ROCK, JAZZ}
    assert {genre(hit.band_id) for hit in ranking.hits} == {ROCK, JAZZ}


@pytest.mark.parametrize("recipe", [v1, v2, v3])
def test_a_fan_of_one_genre_gets_that_genre(recipe):
    world = genres(101, 102, 103, keyword=ROCK)

    ranking = recipe.recommend(world.taste(), world.nearest())

    assert {genre(hit.band_id) for hit in ranking.hits} == {ROCK}


def test_v3_is_three_firsts_and_two_seconds():
    """CONTRACT D36-D39."""
    world = genres(101, 201, 301, keyword=JAZZ)

    hits = v3.recommend(world.taste(), world.nearest()).hits

    assert sorted(hit.slot for hit in hits) == ["first"] * 3 + ["second"] * 2
    assert sorted(hit.group for hit in hits if hit.slot == "first") == [0, 1, 2]


def test_keywords_turn_every_group_toward_themselves():
    """CONTRACT D32, D45: each query is nearer to the keyword than its own centroid."""
    steered, plain = genres(101, 201, 302, keyword=FOLK), genres(101, 201, 302)
    searches = [Watched(world.nearest()) for world in (steered, plain)]

    for world, search in zip((steered, plain), searches, strict=True):
        v3.recommend(world.taste(), search)

    turned, centroids = (search.calls[0][0] @ steered.keyword for search in searches)
    assert len(turned) == 3
    assert (turned > centroids).all()


@given(worlds(least_picks=1, least_bands=1))
def test_fewer_than_three_distinct_picks_are_v2s(world: World):
    """CONTRACT D47, A6, P9, RELIABILITY P3, P4."""
    few = World(world.ids, world.vectors, world.picks[:2], world.keyword)

    ranking = v3.recommend(few.taste(), few.nearest())

    assert ranking == v2.recommend(few.taste(), few.nearest())
    assert ranking.algorithm == "v2"


@pytest.mark.parametrize("rows", [[0, 0, 0, 0], [0, 1, 0, 1]])
def test_many_picks_with_fewer_than_three_distinct_vectors_are_v2s(rows):
    """CONTRACT A6, RELIABILITY P4."""
    vectors = np.vstack([np.eye(4)[rows], np.random.default_rng(1).normal(size=(6, 4))])
    world = World(np.arange(10), vectors, picks=(0, 1, 2, 3))

    ranking = v3.recommend(world.taste(), world.nearest())

    assert (ranking.algorithm, len(ranking.hits)) == ("v2", 3)


def test_two_groups_are_filled_up_to_five():
    """RELIABILITY P4, CONTRACT A5."""
    world = genres(101, 201)

    ranking = v3.recommend(world.taste(), world.nearest(), Params(n_clusters=2))

    assert sorted(hit.slot for hit in ranking.hits) == ["fill", "first", "first"] + ["second"] * 2
