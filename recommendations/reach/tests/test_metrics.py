"""k-occurrence and its figures, against formulas and small cases done by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.reach.metrics import (
    by_doublings,
    doublings,
    figures,
    gini,
    k_occurrence,
    skewness,
)

COUNTS = st.lists(st.integers(0, 1000), min_size=1, max_size=60).map(np.array)


def test_each_place_in_a_list_counts():
    """FEATURES N3."""
    assert k_occurrence([[0, 1], [1, 3], []], 5).tolist() == [1, 2, 0, 1, 0]


def test_the_share_of_bands_that_no_list_reaches():
    """FEATURES N3."""
    assert figures(np.array([3, 0, 1, 0])).never_reached == 0.5


def test_the_skew_is_the_third_standardised_moment():
    """Of n - 1 zeros and one hub it is (n - 2) / sqrt(n - 1)."""
    assert skewness(np.array([0] * 9 + [7])) == pytest.approx(8 / 3)
    assert skewness(np.array([1, 2, 3])) == pytest.approx(0)


def test_gini_runs_from_all_alike_to_one_takes_all():
    assert gini(np.array([5, 5, 5, 5])) == 0
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(3 / 4)


def test_the_crowd_is_the_most_shown_tenth():
    assert figures(np.array([1] * 18 + [9, 9])).crowd_share == 0.5


@given(COUNTS)
def test_figures_stay_within_their_ranges(counts):
    found = figures(counts)

    assert -1e-9 <= found.gini < 1
    assert 0 <= found.crowd_share <= 1
    assert found.most == counts.max()
    assert np.isfinite(found.skewness)


@given(COUNTS)
def test_the_gini_is_half_the_relative_mean_difference(counts):
    differences = np.abs(counts[:, np.newaxis] - counts).mean()

    expected = differences / (2 * counts.mean()) if counts.any() else 0
    assert gini(counts) == pytest.approx(expected, abs=1e-9)


def test_an_empty_catalogue_and_lists_without_places_have_figures_too():
    assert figures(np.array([], dtype=np.int64)).most == 0
    assert figures(np.zeros(3, dtype=np.int64)).never_reached == 1


def test_a_skewed_distribution_is_seen_in_classes_that_double():
    counts = np.array([0, 0, 1, 2, 3, 4, 7, 8])

    assert doublings(8) == ["0", "1", "2-3", "4-7", "8-15"]
    assert by_doublings(counts, 8) == [2 / 8, 1 / 8, 2 / 8, 2 / 8, 1 / 8]
    assert (doublings(0), by_doublings(np.zeros(2, dtype=np.int64), 0)) == (["0"], [1])
