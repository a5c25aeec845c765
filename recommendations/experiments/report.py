"""What an experiment found: a rate per arm, its distance from the control, and whether to trust it.

The unit is the subject: lists of one listener are no independent trials, so each subject gives one
rate, and means and intervals are over subjects.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.evaluation.bootstrap import Interval
from recommendations.evaluation.student import Moments, of_difference, of_mean

DISTRUST = 0.001  # a p below it: subjects were lost or doubled on the way, not by chance


@dataclass(frozen=True)
class Tally:
    """What the log holds of one arm.

    shown : lists; picked : picks of bands while a list of the arm showed them
    rates : over subjects, of picks per list
    """

    algorithm: str
    weight: float
    shown: int
    picked: int
    rates: Moments

    @property
    def subjects(self) -> int:
        return self.rates.n


@dataclass(frozen=True)
class Line:
    """One arm: its rate, and how far that is above the control's (None for the control)."""

    tally: Tally
    expected: float  # subjects, by the weights
    rate: Interval
    above: Interval | None


@dataclass(frozen=True)
class Report:
    """`mismatch` is the p of the subjects' numbers under the weights, None without subjects."""

    lines: tuple[Line, ...]
    mismatch: float | None

    @property
    def is_trusted(self) -> bool:
        return self.mismatch is None or self.mismatch >= DISTRUST


def report(tallies: Sequence[Tally]) -> Report:
    """The first tally is the control."""
    control = tallies[0]
    expected = _expected(tallies)
    lines = tuple(
        Line(
            tally,
            share,
            of_mean(tally.rates),
            None if tally is control else of_difference(tally.rates, control.rates),
        )
        for tally, share in zip(tallies, expected, strict=True)
    )
    return Report(lines, mismatch([tally.subjects for tally in tallies], expected))


def mismatch(found: Sequence[int], expected: Sequence[float]) -> float | None:
    """The p of Pearson's chi-square test for a sample ratio mismatch (Fabijan et al., KDD 2019)."""
    from scipy.special import chdtrc

    if not sum(found):
        return None
    pairs = zip(found, expected, strict=True)
    distance = sum((seen - wanted) ** 2 / wanted for seen, wanted in pairs)
    return float(chdtrc(len(found) - 1, distance))


def _expected(tallies: Sequence[Tally]) -> list[float]:
    subjects = sum(tally.subjects for tally in tallies)
    weights = sum(tally.weight for tally in tallies)
    return [subjects * tally.weight / weights for tally in tallies]
