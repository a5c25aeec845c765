"""The report against cases computed by hand."""

import math

import numpy as np
import pytest
from scipy.stats import chisquare, ttest_1samp, ttest_ind

from recommendations.evaluation.student import Moments, is_bounded, of_difference, of_mean
from recommendations.experiments.report import Tally, mismatch, report


def moments(values) -> Moments:
    variance = float(np.var(values, ddof=1)) if len(values) > 1 else math.nan
    return Moments(len(values), float(np.mean(values)) if len(values) else math.nan, variance)


def tally(algorithm: str, values=(), weight: float = 1) -> Tally:
    return Tally(algorithm, weight, len(values), int(sum(values)), moments(values))


def test_the_interval_of_a_mean_is_that_of_students_table():
    """1, 2, 3: mean 2, standard error 1/sqrt(3), t(.975, 2) = 4.3027."""
    found = of_mean(moments([1, 2, 3]))

    assert (found.mean, found.high - 2) == pytest.approx((2, 4.302653 / math.sqrt(3)))
    known = ttest_1samp([1, 2, 3], 0).confidence_interval()
    assert (found.low, found.high) == pytest.approx((known.low, known.high))


def test_the_difference_of_two_arms_is_welchs():
    """1, 2, 3 against 0, 0, 1, 1: 1.5, variance 1/3 + 1/12, degrees (5/12)^2/(1/18 + 1/432)."""
    ours, theirs = [1, 2, 3], [0, 0, 1, 1]
    found = of_difference(moments(ours), moments(theirs))

    known = ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    assert found.mean == 1.5
    assert (found.low, found.high) == pytest.approx((known.low, known.high))


def test_one_value_has_no_interval_and_equal_values_have_a_point():
    assert not is_bounded(of_mean(moments([1])))
    assert not is_bounded(of_difference(moments([1]), moments([1, 2])))
    same = of_difference(moments([1, 1]), moments([0, 0]))
    assert (same.low, same.mean, same.high) == (1, 1, 1)


def test_the_report_sets_each_arm_against_the_first():
    """FEATURES 91."""
    control, other = report([tally("v3", [1, 0, 2, 1]), tally("v2", [2, 2, 1, 3])]).lines

    assert (control.tally.subjects, control.tally.picked, control.rate.mean) == (4, 4, 1)
    assert control.above is None
    assert other.above.mean == 1
    assert other.above.low < 1 < other.above.high


def test_numbers_that_do_not_fit_the_weights_are_not_to_be_trusted():
    """FEATURES 91: 600 and 400 where 500 each were due: chi-square 40, p = 2.5e-10."""
    found = report([tally("v3", [0] * 600), tally("v2", [0] * 400)])

    assert found.mismatch == pytest.approx(2.54e-10, rel=0.01)
    assert not found.is_trusted
    assert [line.expected for line in found.lines] == [500, 500]


def test_numbers_that_fit_uneven_weights_are_trusted():
    """74 and 26 where 75 and 25 were due: 1/75 + 1/25 = 0.0533, p = .817."""
    found = report([tally("v3", [0] * 74, weight=3), tally("v2", [0] * 26)])

    assert found.mismatch == pytest.approx(0.8174, abs=1e-4)
    assert found.is_trusted


def test_the_mismatch_is_scipys_chi_square():
    found, expected = [30, 50, 20], [40.0, 40.0, 20.0]
    assert mismatch(found, expected) == pytest.approx(chisquare(found, expected).pvalue)


def test_an_experiment_that_nobody_was_in_says_nothing():
    found = report([tally("v3"), tally("v2")])

    assert (found.mismatch, found.is_trusted) == (None, True)
    assert not any(is_bounded(line.rate) for line in found.lines)
