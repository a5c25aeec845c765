"""Which spaces may serve (FEATURES 86, CONTRACT S104, A11)."""

from math import nan

import pytest

from recommendations.evaluation.bootstrap import Interval
from recommendations.training import judging
from recommendations.training.judging import Compared, Evidence, judged

EVEN = Compared(0.5, 0.5)
BETTER, UNSURE, WORSE = (
    Interval(0.02, 0.01, 0.03),
    Interval(0.02, -0.01, 0.05),
    Interval(-0.02, -0.05, 0.01),
)


def verdict(difference=None, golden=EVEN, reached=EVEN, serves=True) -> tuple[bool, str]:
    found = judged(Evidence(difference, golden, reached, serves))
    return found.promoted, found.reason


def test_what_is_better_for_sure_serves():
    assert verdict(BETTER) == (True, judging.BETTER)
    assert verdict(BETTER, serves=False) == (True, judging.BETTER)


def test_what_may_be_better_serves_only_where_nothing_learnt_does():
    assert verdict(UNSURE) == (False, judging.NOT_BETTER)
    assert verdict(UNSURE, serves=False) == (True, judging.NO_WORSE)


def test_what_is_worse_never_serves():
    assert verdict(WORSE, serves=False) == (False, judging.WORSE)
    assert verdict(Interval(nan, nan, nan), serves=False) == (False, judging.WORSE)


def test_one_golden_pair_that_is_lost_is_one_too_many():
    assert verdict(BETTER, golden=Compared(0.49, 0.5)) == (False, judging.GOLDEN_WORSE)


def test_without_listeners_golden_pairs_and_reach_decide():
    assert verdict() == (True, judging.NO_WORSE_WITHOUT)
    assert verdict(reached=Compared(0.4, 0.5)) == (False, judging.REACHES_FEWER)
    assert verdict(golden=Compared(0.4, 0.5)) == (False, judging.GOLDEN_WORSE)


@pytest.mark.parametrize("golden", [Compared(nan, nan), Compared(0.5, nan)])
def test_without_golden_pairs_nothing_speaks_against_it(golden):
    assert verdict(BETTER, golden=golden)[0]
