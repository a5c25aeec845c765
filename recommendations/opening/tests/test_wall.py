"""Which bands a wall shows and in which order; no database."""

import numpy as np

from recommendations.opening.wall import near_yet_spread, spread

IDS = np.array([11, 12, 13, 14, 15])
# Three close together, one apart, one opposite the first.
ANGLES = np.radians([0.0, 5.0, 10.0, 90.0, 180.0])
VECTORS = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])


def at(degrees: float) -> np.ndarray:
    return np.array([[np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]])


def test_the_first_wall_begins_with_the_most_typical_band_and_goes_farthest_from_it():
    """CONTRACT S114."""
    assert spread(IDS, VECTORS, 3) == [13, 15, 14]


def test_a_wall_never_shows_a_band_twice_and_ends_with_the_bands():
    assert sorted(spread(IDS, VECTORS, 99)) == list(IDS)
    assert sorted(near_yet_spread(IDS, VECTORS, at(0), 99)) == list(IDS)


def test_after_a_pick_the_nearest_band_comes_first():
    assert near_yet_spread(IDS, VECTORS, at(88), 1) == [14]


def test_a_wall_is_near_the_picks_yet_spread():
    """MMR: with two picks the second place goes to the other pick's surroundings."""
    picks = np.vstack([at(2), at(80)])

    first, second, *_others = near_yet_spread(IDS, VECTORS, picks, 5)

    assert {first, second} == {11, 14} or {first, second} == {12, 14}


def test_bands_that_are_alike_stand_in_one_order_every_time():
    same = np.repeat(at(30), 5, axis=0)

    assert spread(IDS, same, 5) == near_yet_spread(IDS, same, at(0), 5) == list(IDS)


def test_without_bands_there_is_no_wall():
    nothing = np.empty((0, 2))

    assert spread(np.array([], dtype=int), nothing, 5) == []
    assert near_yet_spread(np.array([], dtype=int), nothing, at(0), 5) == []
