"""Diversity first, then quality: which bands the groups take."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommendations.algorithms.select import reach, select
from recommendations.algorithms.types import Neighbours


def found(scores: list[dict[int, float]], n: int) -> list[Neighbours]:
    """Each group's n best of the scores it gives to bands."""
    lists = [sorted(group.items(), key=lambda item: (-item[1], item[0]))[:n] for group in scores]
    return [
        Neighbours(
            np.array([band_id for band_id, _ in ranked], dtype=np.int64),
            np.array([score for _, score in ranked]),
            np.ones((len(ranked), 2)),
        )
        for ranked in lists
    ]


def chosen(scores: list[dict[int, float]], n: int, depth: int) -> list[tuple]:
    choices = select(found(scores, depth), n)
    return [(choice.band_id, choice.score, choice.group, choice.slot) for choice in choices]


def brute_force(scores: list[dict[int, float]], n: int) -> set[tuple[int, int, str]]:
    """The rule of CONTRACT A5 said again, over all bands, without lists or depths."""
    free, places = set(scores[0]), []
    for group, mine in enumerate(scores):
        for slot in ("first", "second"):
            if free:
                band_id = min(free, key=lambda band_id: (-mine[band_id], band_id))
                places.append((band_id, group, slot))
                free.remove(band_id)
    firsts = [place for place in places if place[2] == "first"]
    seconds = sorted(
        (place for place in places if place[2] == "second"),
        key=lambda place: (-scores[place[1]][place[0]], place[0]),
    )
    result = firsts + seconds[: max(n - len(firsts), 0)]
    rest = {band_id: max(group[band_id] for group in scores) for band_id in free}
    for band_id in sorted(rest, key=lambda band_id: (-rest[band_id], band_id)):
        if len(result) < n:
            group = [group[band_id] for group in scores].index(rest[band_id])
            result.append((band_id, group, "fill"))
    result.sort(key=lambda place: (-scores[place[1]][place[0]], place[0]))
    return set(result[:n])


@st.composite
def score_tables(draw):
    """Up to four groups' scores of up to sixteen bands; few levels, so that ties abound."""
    groups, bands = draw(st.integers(1, 4)), draw(st.integers(0, 16))
    level = st.integers(-1, draw(st.sampled_from([1, 5, 50])))
    row = st.lists(level, min_size=bands, max_size=bands)
    return [
        {7 * band_id % 17: score / 50 for band_id, score in enumerate(draw(row))}
        for _ in range(groups)
    ]


@given(score_tables(), st.integers(0, 9))
def test_the_lists_are_deep_enough_to_be_as_good_as_all_bands(scores, n):
    """CONTRACT A1, A5: two for each group, whatever the earlier groups took."""
    choices = chosen(scores, n, reach(len(scores), n))

    places = [(band_id, group, slot) for band_id, _, group, slot in choices]
    assert set(places) == brute_force(scores, n)
    assert len(places) == len(set(places)) == min(n, len(scores[0]))
    assert choices == chosen(scores, n, 99)


def test_three_groups_need_six_neighbours_and_five_are_too_few():
    """The third group's own second place is sixth in its list."""
    assert reach(3, 5) == 6
    level = {band_id: 0.9 - band_id / 100 for band_id in range(1, 7)}

    assert [len(chosen([level] * 3, 6, depth)) for depth in (5, 6)] == [5, 6]


def test_all_firsts_and_the_two_better_seconds_by_falling_score():
    """CONTRACT D36-D39, D41, D43, D44."""
    groups = [{1: 0.9, 2: 0.8, 9: 0}, {3: 0.3, 4: 0.2, 9: 0}, {5: 0.7, 6: 0.6, 9: 0}]

    assert chosen(groups, 5, 6) == [
        (1, 0.9, 0, "first"),
        (2, 0.8, 0, "second"),
        (5, 0.7, 2, "first"),
        (6, 0.6, 2, "second"),
        (3, 0.3, 1, "first"),
    ]


def test_fewer_than_there_are_groups_are_the_best_of_the_firsts():
    groups = [{1: 0.9, 2: 0.8}, {3: 0.3, 4: 0.2}, {5: 0.7, 6: 0.6}]

    assert [choice[::3] for choice in chosen(groups, 2, 6)] == [(1, "first"), (5, "first")]


def test_a_band_that_two_groups_want_goes_to_the_earlier_one():
    """RELIABILITY P10."""
    groups = [{1: 0.5, 2: 0.4, 3: 0.1, 4: 0.1}, {1: 0.9, 2: 0.3, 3: 0.8, 4: 0.7}]

    assert {choice[:3:2] for choice in chosen(groups, 4, 4)} == {(1, 0), (2, 0), (3, 1), (4, 1)}


def test_two_groups_are_filled_up_to_five():
    """RELIABILITY P4, CONTRACT A5."""
    groups = [
        {1: 0.9, 2: 0.8, 3: 0.1, 4: 0.1, 5: 0.5, 6: 0.2},
        {1: 0.0, 2: 0.0, 3: 0.4, 4: 0.3, 5: 0.1, 6: 0.2},
    ]

    assert chosen(groups, 5, reach(2, 5))[2] == (5, 0.5, 0, "fill")


def test_equal_scores_go_by_band_id():
    """CONTRACT A5."""
    assert [choice[0] for choice in chosen([{5: 0.5, 2: 0.5, 9: 0.5}], 3, 5)] == [2, 5, 9]


def test_scores_stay_within_a_cosine():
    """CONTRACT A7, D90."""
    assert [choice[1] for choice in chosen([{1: 1 + 1e-15, 2: -1 - 1e-15}], 2, 5)] == [1, -1]
