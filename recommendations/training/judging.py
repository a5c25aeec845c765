"""Whether what was learnt may serve: better where it can be told, and no worse anywhere."""

from dataclasses import dataclass
from math import isnan

from recommendations.evaluation.bootstrap import Interval

BETTER = "better"
NO_WORSE = "no_worse"
NO_WORSE_WITHOUT = "no_worse_without"  # listeners
NOT_BETTER = "not_better"
WORSE = "worse"
GOLDEN_WORSE = "golden_worse"
REACHES_FEWER = "reaches_fewer"

EVEN = 1e-9  # a smaller difference is rounding


@dataclass(frozen=True)
class Compared:
    """The same figure of the space that wants to serve and of the one that it is held to."""

    new: float
    old: float

    @property
    def is_lower(self) -> bool:
        """False where one of them is not known (NaN): nothing speaks against it then."""
        return self.new < self.old - EVEN


@dataclass(frozen=True)
class Evidence:
    """What was found.

    difference : of NDCG@10 over the same listeners, None where too few picks say anything
    golden : shares of the golden pairs that hold, held to the texts alone: held to what serves,
        one space that was lucky with a few pairs would serve for ever
    reached : shares of the catalogue that lists of synthetic tastes show, held to what serves
    something_serves : whether the old one was learnt too, and is not the texts alone
    """

    difference: Interval | None
    golden: Compared
    reached: Compared
    something_serves: bool


@dataclass(frozen=True)
class Verdict:
    promoted: bool
    reason: str


def judged(evidence: Evidence) -> Verdict:
    """Golden pairs first, with no tolerance; then the listeners, or without them the reach."""
    if evidence.golden.is_lower:
        return Verdict(False, GOLDEN_WORSE)
    if evidence.difference is None:
        return _without_listeners(evidence)
    return _by_listeners(evidence.difference, evidence.something_serves)


def _without_listeners(evidence: Evidence) -> Verdict:
    if evidence.reached.is_lower:
        return Verdict(False, REACHES_FEWER)
    return Verdict(True, NO_WORSE_WITHOUT)


def _by_listeners(difference: Interval, something_serves: bool) -> Verdict:
    if isnan(difference.mean) or difference.mean < -EVEN:
        return Verdict(False, WORSE)
    if difference.low > 0:
        return Verdict(True, BETTER)
    if something_serves:
        return Verdict(False, NOT_BETTER)
    return Verdict(True, NO_WORSE)
