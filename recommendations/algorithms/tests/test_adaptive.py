"""How far a taste turns toward the keywords."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.algorithms.adaptive import adaptive_t, turned
from recommendations.algorithms.types import DEFAULTS, Params

COSINES = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("similarity", "t"),
    [
        (1.0, 0.25 * (1.2 - 0.5)),
        (0.5, 0.25 * (1.2 - 0.25)),
        (0.0, 0.25 * 1.2),
        (-0.5, 0.25 * (1.2 + 0.25)),
        (-1.0, 0.40),  # 0.425 is too far
    ],
)
def test_t_follows_the_formula(similarity, t):
    """CONTRACT D33, A4."""
    assert adaptive_t(similarity, DEFAULTS) == pytest.approx(t, abs=1e-15)


@given(COSINES, COSINES)
def test_the_nearer_the_keywords_the_smaller_the_turn(one, other):
    """CONTRACT D34, D35, RELIABILITY P7."""
    far, near = sorted((one, other))

    assert 0.05 <= adaptive_t(near, DEFAULTS) <= adaptive_t(far, DEFAULTS) <= 0.40


def test_the_bounds_and_constants_are_parameters():
    """CONTRACT A4."""
    params = Params(t_scale=1.0, t_offset=1.0, t_slope=1.0, t_least=0.1, t_most=0.9)

    assert [adaptive_t(cos, params) for cos in (1.0, 0.5, -1.0)] == [0.1, 0.5, 0.9]


def test_without_keywords_nothing_turns():
    vector = np.array([0.6, 0.8])

    assert turned(vector, None, DEFAULTS) is vector


def test_a_taste_at_right_angles_turns_by_three_tenths():
    expected = [np.cos(np.deg2rad(27)), np.sin(np.deg2rad(27))]

    result = turned(np.array([1.0, 0.0]), np.array([0.0, 1.0]), DEFAULTS)

    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-15)
