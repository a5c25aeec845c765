"""What stands where in the picture."""

import pytest

from recommendations.mapping.scene import (
    Found,
    Pull,
    Wish,
    neighbours,
    picture,
    spot,
)

SPOTS = [spot(number, f"band {number}", number / 10, 0.5) for number in range(10)]


def test_nothing_is_drawn_of_no_bands():
    assert picture([], Wish(frozenset({1}), (Found(1, 1, 0),))).found == ()
    assert neighbours([]) == {}
    assert neighbours(SPOTS[:1]) == {0: []}


def test_the_nearest_are_named_nearest_first_and_never_oneself():
    assert [other.band_id for other in neighbours(SPOTS)[0]] == [1, 2, 3]


def test_bands_at_one_place_are_each_others_neighbours():
    same = [spot(number, "", 0.5, 0.5) for number in range(6)]
    assert all(
        len(near) == 3 and pk not in [other.band_id for other in near]
        for pk, near in neighbours(same).items()
    )


def test_an_arrow_leads_from_the_picks_to_those_with_the_keyword():
    wish = Wish(frozenset({0, 2}), (), (Pull("밤", frozenset({7, 9})),))
    (arrow,) = picture(SPOTS, wish).arrows
    assert arrow.start == (SPOTS[1].x, SPOTS[1].y)
    assert arrow.end == pytest.approx((SPOTS[8].x, SPOTS[8].y))
    assert arrow.towards.band_id in {7, 9}
    assert arrow.degrees == 0


def test_a_keyword_that_nobody_carries_or_that_pulls_nowhere_has_no_arrow():
    pulls = (Pull("a", frozenset()), Pull("b", frozenset({1})), Pull("c", frozenset({0, 2})))
    assert picture(SPOTS, Wish(frozenset({1}), (), pulls)).arrows == ()


def test_each_taste_group_has_a_shape_and_a_colour_of_its_own():
    found = tuple(Found(number, number + 1, number) for number in range(3))
    marks = picture(SPOTS, Wish(found=found)).groups
    assert len({mark.shape for mark in marks}) == len({mark.number for mark in marks}) == 3
