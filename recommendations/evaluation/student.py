"""Intervals from a count, a mean and a variance, where drawing anew would take too long."""

from dataclasses import dataclass
from math import isnan, nan, sqrt

from recommendations.evaluation.bootstrap import Interval

LEVEL = 0.975  # of a two-sided 95 % interval


@dataclass(frozen=True)
class Moments:
    """Of n values: their mean, and their variance with n - 1 below; NaN where there is none."""

    n: int
    mean: float
    variance: float


def of_mean(sample: Moments) -> Interval:
    """Student's interval of a mean; without bounds (NaN) below two values."""
    if sample.n < 2:
        return Interval(sample.mean, nan, nan)
    return around(sample.mean, sample.variance / sample.n, sample.n - 1)


def of_difference(one: Moments, other: Moments) -> Interval:
    """Of the mean of `one` above that of `other`, two independent samples (Welch 1947)."""
    difference = one.mean - other.mean
    if min(one.n, other.n) < 2:
        return Interval(difference, nan, nan)
    a, b = one.variance / one.n, other.variance / other.n
    if a + b == 0:
        return Interval(difference, difference, difference)
    degrees = (a + b) ** 2 / (a**2 / (one.n - 1) + b**2 / (other.n - 1))
    return around(difference, a + b, degrees)


def around(mean: float, variance: float, degrees: float) -> Interval:
    """The 95 % interval of an estimate with that sampling variance (Student's t)."""
    from scipy.special import stdtrit

    half = float(stdtrit(degrees, LEVEL)) * sqrt(variance)
    return Interval(mean, mean - half, mean + half)


def is_bounded(found: Interval) -> bool:
    return not (isnan(found.mean) or isnan(found.low) or isnan(found.high))
