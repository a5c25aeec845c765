"""Scaling and nearness of features (CONTRACT S24, M7, T20)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bands.sound.features import FEATURES, NO_SPREAD, nearest, scaled


def test_there_are_twelve():
    """CONTRACT S24."""
    assert len(FEATURES) == 12


def test_every_column_is_stretched_from_its_smallest_to_its_largest():
    raw = np.array([[10.0, -5, 3], [20, -5, 1], [15, -5, 2]])
    assert scaled(raw).tolist() == [[0, NO_SPREAD, 1], [1, NO_SPREAD, 0], [0.5, NO_SPREAD, 0.5]]


@given(arrays(np.float64, (7, 12), elements=st.floats(-1e6, 1e6)))
def test_scaled_values_lie_between_0_and_1_and_keep_their_order(raw):
    found = scaled(raw)
    assert ((found >= 0) & (found <= 1)).all()
    for before, after in zip(raw.T, found.T, strict=True):
        order = np.argsort(before, kind="stable")
        assert (np.diff(after[order]) >= 0).all()


def test_nothing_is_scaled_to_nothing():
    assert scaled(np.empty((0, 12))).shape == (0, 12)


def test_the_nearest_come_first_and_ties_by_row():
    points = np.array([[1.0, 0], [0, 1], [1, 1], [2, 0], [1, 1], [0, 0]])
    found = nearest(points, 0, 4)
    assert [row for row, _cosine in found] == [3, 2, 4, 1]
    assert found[0][1] == pytest.approx(1.0)
    assert nearest(points, 5, 2) == [(0, 0.0), (1, 0.0)]
