"""What may be asked and spent in a day (RELIABILITY S17, S18)."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.asking.llm import budget
from recommendations.asking.llm.budget import ALL, OverLimit
from recommendations.asking.llm.models import LlmUse

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ASKING_LLM_CALLS_A_DAY, settings.ASKING_LLM_CALLS_IN_ALL = 3, 5
    settings.ASKING_LLM_SPEND_A_DAY, settings.ASKING_LLM_SPEND_IN_ALL = 0.01, 0.015
    settings.ASKING_LLM_PRICE_IN, settings.ASKING_LLM_PRICE_OUT = 0.15, 0.60


def reserved(asker, times, micros=0, now=NOON):
    """How many of so many calls were allowed."""
    allowed = 0
    for _call in range(times):
        try:
            budget.reserve(asker=asker, micros=micros, now=now)
        except OverLimit:
            continue
        allowed += 1
    return allowed


def used(who=ALL):
    return LlmUse.objects.values_list("calls", "micros").get(who=who)


def test_each_asker_has_calls_of_its_own_and_all_have_some_together():
    assert [reserved(asker, 4) for asker in ("a", "b", "c")] == [3, 2, 0]
    assert used() == (5, 0)


def test_nobody_in_particular_has_the_limits_of_all():
    assert reserved("", 9) == 5
    assert LlmUse.objects.count() == 1


def test_another_day_is_another_limit():
    assert reserved("a", 4) == 3
    assert reserved("a", 4, now=NOON + timedelta(days=1)) == 3


def test_what_is_spent_has_limits_too():
    assert budget.cost(1_000_000, 1_000_000) == 750_000
    assert reserved("a", 3, micros=4_000) == 2
    assert reserved("b", 3, micros=4_000) == 1
    assert used() == (3, 12_000)


def test_what_was_reserved_and_not_needed_is_given_back():
    held = budget.reserve(asker="a", micros=9_000, now=NOON)
    budget.settle(held, micros=1_000)
    assert used() == (1, 1_000)
    budget.settle(budget.reserve(asker="a", micros=500, now=NOON), micros=10**9)
    assert used() == (2, 1_500)


def test_a_refused_call_takes_nothing():
    reserved("a", 3)
    reserved("b", 2)
    with pytest.raises(OverLimit):
        budget.reserve(asker="c", micros=0, now=NOON)
    assert not LlmUse.objects.filter(calls=0, micros__gt=0).exists()
    assert used() == (5, 0)


def test_no_row_says_who_asked_and_past_days_are_forgotten():
    reserved("203.0.113.7", 1)
    row = LlmUse.objects.exclude(who=ALL).get()
    assert "203" not in row.who
    reserved("203.0.113.7", 1, now=NOON + timedelta(days=1))
    assert row.who not in LlmUse.objects.exclude(pk=row.pk).values_list("who", flat=True)

    assert budget.forget(now=NOON + timedelta(days=3)) == 2
    assert LlmUse.objects.count() == 2
