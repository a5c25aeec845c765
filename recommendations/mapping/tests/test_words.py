"""Where words stand on the map."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from recommendations.mapping.words import BESIDE, BOTTOM, SIZE, TOP, Words, placed

points = st.tuples(st.floats(40, 960), st.floats(40, 960))


def words(said, at, **options):
    return Words(said, at, at[1], "found", **options)


def test_words_with_room_stand_right_beside_what_they_belong_to():
    (alone,) = placed([words("1 코코어", (300.0, 400.0))], [(300.0, 400.0)])
    assert (alone.x, alone.line, alone.is_left) == (300.0 + BESIDE, 400.0, False)
    assert not alone.is_away


def test_words_without_room_on_their_side_stand_on_the_other():
    assert placed([words("1 코코어", (950.0, 400.0))], [])[0].is_left
    assert not placed([words("밤", (10.0, 400.0), is_left=True)], [])[0].is_left


@given(st.lists(points, min_size=1, max_size=8))
def test_words_never_cover_each_other_and_never_leave_the_map(spots):
    shown = placed([words(f"{rank} 여섯글자이름", at) for rank, at in enumerate(spots)], spots)
    assert all(TOP <= one.line <= BOTTOM and one.box.outside == 0 for one in shown)
    assert all(one.box.shared(other.box) < 1e-3 for one, other in combinations(shown, 2))


@given(points, points)
def test_a_name_covers_no_other_mark(one, other):
    shown = placed([words("1 코코어", one)], [one, other])
    assert not (shown[0].box.left < other[0] < shown[0].box.right) or not (
        shown[0].box.top < other[1] < shown[0].box.bottom
    )


def test_a_name_that_is_too_long_for_the_map_loses_as_little_as_can_be():
    (shown,) = placed([words("가" * 40, (SIZE / 2, 500.0))], [])
    assert shown.box.outside > 0
