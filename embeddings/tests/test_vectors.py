"""Arithmetic of a space, and the guard in the middle of three (RELIABILITY P8)."""

import numpy as np
import pytest

from embeddings.vectors import NoDirection, mean_direction, placed, unit

BAD = {
    "zero": [0.0, 0.0, 0.0],
    "NaN": [np.nan, 0.0, 1.0],
    "infinite": [np.inf, 0.0, 0.0],
    "too short": [1.0, 0.0],
    "too long": [1.0, 0.0, 0.0, 0.0],
}


def test_a_vector_is_made_one_long():
    assert unit([3.0, 4.0]) == pytest.approx([0.6, 0.8])


def test_a_centre_is_taken_away_first():
    point = placed(np.array([0.6, 0.8]), np.array([0.6, 0.0]), 2)

    assert point == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("vector", BAD.values(), ids=BAD)
def test_what_has_no_place_in_the_space_is_refused(vector):
    with pytest.raises(NoDirection):
        placed(np.array(vector), None, 3)


def test_the_centre_itself_has_no_direction():
    with pytest.raises(NoDirection):
        placed(np.array([0.6, 0.8]), np.array([0.6, 0.8]), 2)


def test_vectors_that_cancel_out_have_no_mean():
    with pytest.raises(NoDirection):
        mean_direction([np.array([1.0, 0.0]), np.array([-1.0, 0.0])])
