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
from recommendations.templatetags.mapping import MOST_DOTS, ground_path

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


FOUND = tuple(Found(number, number, 0) for number in (1, 2, 3))


def test_what_left_the_list_is_drawn_with_an_arrow_to_what_came():
    """From the middle of what left, also of what was picked since, to the middle of what came."""
    drawn = picture(SPOTS, Wish(frozenset({7}), FOUND, before=frozenset({1, 7, 9})))

    assert [one.band_id for one in drawn.gone] == [9]
    assert [mark.spot.band_id for mark in drawn.found if mark.is_new] == [2, 3]
    assert drawn.trace.start == pytest.approx((SPOTS[8].x, SPOTS[8].y))
    assert drawn.trace.end == pytest.approx(((SPOTS[2].x + SPOTS[3].x) / 2, SPOTS[2].y))
    assert not {9, 7, 1} & {one.band_id for one in drawn.others}


@pytest.mark.parametrize("before", [frozenset(), frozenset({1, 2, 3}), frozenset({999})])
def test_a_list_that_came_from_nowhere_else_has_no_trace(before):
    drawn = picture(SPOTS, Wish(frozenset(), FOUND, before=before))

    assert (drawn.gone, drawn.trace) == ((), None)


def test_on_a_small_map_ranks_stand_without_names():
    assert [one.said for one in picture(SPOTS, Wish(found=FOUND), is_small=True).words] == [
        *("1", "2", "3")
    ]


def test_a_ground_has_a_dot_for_each_place_and_only_so_many():
    assert ground_path(SPOTS[:2]) == "M40 500h0M132 500h0"
    assert ground_path([SPOTS[0], SPOTS[0]]) == "M40 500h0"
    assert ground_path([]) == ""
    crowd = [spot(number, "", number / 5000, 0.5) for number in range(5000)]
    assert ground_path(crowd).count("M") <= MOST_DOTS
