"""Turning one direction toward another."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recommendations.algorithms.slerp import slerp
from recommendations.algorithms.vectors import unit

SEEDS = st.integers(0, 2**32 - 1)
FRACTIONS = st.floats(0, 1)
EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def pair(seed: int, gap: float, sign: int, d: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """A unit vector and one about `gap` away from it or from its opposite."""
    rng = np.random.default_rng(seed)
    start = unit(rng.normal(size=d))
    return start, unit(sign * start + gap * unit(rng.normal(size=d)))


def angle(a: np.ndarray, b: np.ndarray) -> float:
    """Exact near 0 and pi too (Kahan)."""
    return float(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b)))


PAIRS = st.builds(
    pair, SEEDS, st.sampled_from([1e-8, 1e-6, 1e-3, 0.1, 1, 10, 1e3]), st.sampled_from([1, -1])
)


@given(PAIRS, FRACTIONS)
def test_it_keeps_the_norm_and_turns_by_its_fraction(ends, t):
    """CONTRACT D92-D94, RELIABILITY P6."""
    start, end = ends
    result = slerp(start, end, t)

    assert abs(np.linalg.norm(result) - 1) < 1e-12
    assert abs(angle(start, result) - t * angle(start, end)) < 1e-6
    assert abs(angle(result, end) - (1 - t) * angle(start, end)) < 1e-6


@given(PAIRS)
def test_both_ends_are_exact(ends):
    """RELIABILITY P6."""
    start, end = ends

    np.testing.assert_array_equal(slerp(start, end, 0.0), start)
    np.testing.assert_array_equal(slerp(start, end, 1.0), end)


@given(PAIRS, FRACTIONS, FRACTIONS)
def test_a_larger_fraction_is_never_farther_from_the_end(ends, one, other):
    """CONTRACT D94."""
    less, more = sorted((one, other))

    assert angle(slerp(*ends, more), ends[1]) <= angle(slerp(*ends, less), ends[1]) + 1e-9


@given(SEEDS, FRACTIONS, st.sampled_from([1, -1]))
def test_equal_and_opposite_leave_it_unchanged(seed, t, sign):
    """CONTRACT A9: an opposite has no shorter arc."""
    start, _ = pair(seed, 0, 1)

    np.testing.assert_array_equal(slerp(start, sign * start, t), start)


@given(SEEDS, FRACTIONS, st.integers(-16, -1), st.sampled_from([1, -1]))
def test_nearly_equal_and_nearly_opposite_are_safe(seed, t, exponent, sign):
    """RELIABILITY P6: the textbook formula gives norms in the millions here."""
    start, end = pair(seed, 10.0**exponent, sign)

    assert abs(np.linalg.norm(slerp(start, end, t)) - 1) < 1e-12


@given(SEEDS, FRACTIONS)
def test_zero_leaves_it_unchanged(seed, t):
    """CONTRACT A9."""
    start, _ = pair(seed, 0, 1)

    np.testing.assert_array_equal(slerp(start, np.zeros(6), t), start)
    np.testing.assert_array_equal(slerp(np.zeros(6), start, t), np.zeros(6))


@given(PAIRS, FRACTIONS, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_lengths_of_the_ends_do_not_matter(ends, t, one, other):
    """RELIABILITY P6: not normalised."""
    start, end = ends
    assume(angle(start, end) < 3.1)  # nearer to opposite, the plane itself is rounding

    result = slerp(one * start, other * end, t)

    np.testing.assert_allclose(result, slerp(start, end, t), rtol=0, atol=1e-6)


@given(PAIRS, FRACTIONS)
def test_float32_goes_in_and_float64_comes_out(ends, t):
    """RELIABILITY P6."""
    result = slerp(ends[0].astype(np.float32), ends[1].astype(np.float32), t)

    assert result.dtype == np.float64
    assert abs(np.linalg.norm(result) - 1) < 1e-12


@pytest.mark.parametrize("t", [0.1, 0.3, 0.5])
def test_a_right_angle_is_turned_by_hand(t):
    by_hand = [np.cos(t * np.pi / 2), np.sin(t * np.pi / 2)]

    np.testing.assert_allclose(slerp(EAST, NORTH, t), by_hand, rtol=0, atol=1e-15)


def test_the_plain_average_would_have_lost_length():
    """CONTRACT D93."""
    assert np.linalg.norm((EAST + NORTH) / 2) < 0.71
    assert np.linalg.norm(slerp(EAST, NORTH, 0.5)) == pytest.approx(1, abs=1e-15)
