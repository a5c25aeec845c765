"""Who is held out, and what may be learnt of the others (CONTRACT S104)."""

import numpy as np

from recommendations.training.feedback import (
    DISLIKED,
    LIKED,
    PICKED,
    Signals,
    listens,
    together,
)
from recommendations.training.holdout import halves, is_held


def signals(*rows: tuple[int, int, float, bool]) -> Signals:
    who, bands, weights, first = zip(*rows, strict=True)
    return Signals(
        np.array(who, dtype=np.int64),
        np.array(bands, dtype=np.int64),
        np.array(weights, dtype=np.float32),
        np.array(first, dtype=np.bool_),
    )


def test_a_fifth_of_the_listeners_is_held_out_whoever_else_is_there():
    many = np.arange(20_000)
    assert 0.19 < is_held(many).mean() < 0.21
    assert (is_held(many[100:200]) == is_held(many)[100:200]).all()


def test_the_halves_of_some_picks_are_all_of_them_and_always_the_same():
    bands = np.array([3, 8, 9, 40, 77])
    one, other = halves(bands)
    assert (len(one), len(other)) == (3, 2)
    assert sorted([*one, *other]) == bands.tolist()
    assert halves(bands)[0].tolist() == one.tolist()


def test_nothing_of_a_held_out_listener_is_learnt_from_and_only_first_picks_are_asked_for():
    rows = [(who, band, PICKED, band < 2) for who in range(200) for band in range(4)]
    found = listens(signals(*rows), 5)
    held = is_held(found.listeners)
    assert (np.diff(found.known.indptr) == np.where(held, 0, 4)).all()
    assert (np.diff(found.first.indptr) == np.where(held, 2, 0)).all()
    assert found.with_enough == 200
    assert set(found.asked(10)) <= set(np.flatnonzero(held))
    assert len(found.asked(10)) == 10


def test_a_dislike_takes_a_pick_back_and_a_like_makes_it_count_more():
    said = [
        (1, 0, PICKED, True),
        (1, 0, DISLIKED, False),
        (1, 1, PICKED, True),
        (1, 1, LIKED, False),
        (2, 2, DISLIKED, False),
    ]
    found = together([signals(*said[:2]), signals(*said[2:])])
    assert (found.listeners.tolist(), found.bands.tolist()) == ([1], [1])
    assert (found.weights.tolist(), found.is_first.tolist()) == ([LIKED], [True])
