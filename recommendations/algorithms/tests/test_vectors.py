"""Directions and the guard against vectors that have none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.algorithms.picks import prepared
from recommendations.algorithms.tests.worlds import World, worlds
from recommendations.algorithms.types import Taste
from recommendations.algorithms.vectors import (
    InvalidVectors,
    checked,
    cosine,
    distinct,
    mean_direction,
    unit,
)

EAST, NORTH, WEST = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([-1.0, 0.0])


@given(worlds(least_bands=1), st.floats(1e-3, 1e3))
def test_unit_rows_have_length_one_and_stay_as_they_are(world: World, scale: float):
    once = unit(world.vectors * scale)

    np.testing.assert_allclose(np.linalg.norm(once, axis=1), 1, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(unit(once), once)


def test_a_null_vector_stays_as_it_is():
    assert unit(np.zeros(3)).tolist() == [0, 0, 0]


def test_the_mean_direction_of_two_lies_between_them():
    np.testing.assert_allclose(mean_direction(np.array([EAST, NORTH])), [0.5**0.5, 0.5**0.5])


def test_opposite_picks_fall_back_to_the_first():
    """RELIABILITY P5."""
    assert mean_direction(np.array([NORTH, -NORTH])).tolist() == NORTH.tolist()


def test_cosine_runs_from_one_to_minus_one():
    """CONTRACT D89, D90."""
    assert [cosine(EAST, other) for other in (EAST, NORTH, WEST)] == [1, 0, -1]


@given(worlds(least_bands=1))
def test_rounding_never_takes_a_cosine_past_one(world: World):
    """CONTRACT D90."""
    assert all(cosine(row, row) <= 1 and cosine(row, -row) >= -1 for row in unit(world.vectors))


def test_counting_distinct_rows_ignores_what_float32_cannot_tell_apart():
    rows = np.array([EAST, EAST + 1e-8, NORTH, NORTH, WEST])

    assert [distinct(rows, at_most) for at_most in (0, 2, 3, 9)] == [0, 2, 3, 3]
    assert distinct(rows[:0], 3) == 0


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_a_row_with_nan_or_infinity_is_refused_by_number(bad):
    """RELIABILITY P8, the array part."""
    with pytest.raises(InvalidVectors, match=r"\[1\]"):
        checked(np.array([[1.0, 0.0], [bad, bad], [0.0, 1.0]]))


def test_a_zero_row_and_wrong_shapes_are_refused():
    """RELIABILITY P8, the array part."""
    for wrong in (np.zeros((1, 3)), np.ones(3), np.ones((1, 2, 3)), np.empty((2, 0))):
        with pytest.raises(InvalidVectors):
            checked(wrong)


@pytest.mark.parametrize(
    ("ids", "bands", "keyword"),
    [
        ([1], np.eye(2), None),
        ([[1, 2]], np.eye(2), None),
        (7, np.eye(2), None),
        ([1, 2], np.ones(2), None),
        ([1, 2], np.eye(2), np.ones(3)),
        ([1, 2], np.eye(2), np.ones((1, 2))),
        ([1, 2], np.eye(2), np.zeros(2)),
        ([1, 2], np.eye(2), np.array([np.nan, 1.0])),
        ([1, 2], np.array([[1.0, 0.0], [np.nan, 1.0]]), None),
        ([], np.empty((0, 2)), np.array([np.inf, 1.0])),
    ],
)
def test_a_taste_that_does_not_fit_is_refused(ids, bands, keyword):
    """RELIABILITY P8, the array part."""
    with pytest.raises(InvalidVectors):
        prepared(Taste(np.array(ids), bands, keyword))


def test_a_taste_without_picks_needs_no_particular_shape():
    for empty in (np.array([]), np.empty((0, 2)), np.empty((0, 0))):
        assert prepared(Taste(np.array([], dtype=np.int64), empty)).band_ids.size == 0


def test_picks_are_made_ready_once_each_by_id_in_float64():
    """CONTRACT A5, A10."""
    vectors = np.array([[0, 1.01], [0.99, 0], [0, 1.01]], dtype=np.float32)

    ready = prepared(Taste(np.array([9, 4, 9]), vectors))

    assert (ready.band_ids.tolist(), ready.bands.tolist()) == ([4, 9], [[1, 0], [0, 1]])
    assert ready.bands.dtype == np.float64
