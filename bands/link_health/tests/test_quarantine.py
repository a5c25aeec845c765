"""Hidden after failures on several days, never after one; back by itself (FEATURES N12)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.link_health.findings import Finding, Reason, Verdict
from bands.link_health.quarantine import DAYS, DAYS_OF_A_WAVE, State, after, unless_offline, wait

START = datetime(2026, 3, 1, 3, 10, tzinfo=UTC)
DEAD = Finding(Verdict.DEAD, Reason.NOT_FOUND, 404)
WELL = [Finding(verdict) for verdict in (Verdict.SOUND, Verdict.MOVED, Verdict.REGION)]
UNCLEAR = Finding(Verdict.UNCLEAR, Reason.UNPROVEN, 403)


def lived(*findings: Finding, every: timedelta = timedelta(days=1), wave=False, **state) -> State:
    known = State(**state)
    for number, finding in enumerate(findings):
        now = START + number * every
        known = after(known, finding, now=now, today=now.date(), is_wave=wave)
    return known


def test_failures_on_three_days_hide_a_link():
    assert lived(*[DEAD] * (DAYS - 1)).quarantined_at is None
    assert lived(*[DEAD] * DAYS).quarantined_at == START + timedelta(days=DAYS - 1)


def test_twenty_failures_on_one_day_are_one():
    state = lived(*[DEAD] * 20, every=timedelta(minutes=5))
    assert (state.failures, state.failed_days, state.quarantined_at) == (20, 1, None)


@pytest.mark.parametrize("well", WELL)
def test_one_good_answer_wipes_the_slate(well):
    assert lived(DEAD, DEAD, well, DEAD, DEAD).quarantined_at is None
    assert lived(*[DEAD] * 5, well) == State()


def test_an_unclear_answer_changes_nothing():
    assert lived(DEAD, DEAD, UNCLEAR) == lived(DEAD, DEAD)
    assert lived(*[UNCLEAR] * 20) == State()


def test_the_time_of_hiding_stays_while_it_stays_dead():
    assert lived(*[DEAD] * 9).quarantined_at == lived(*[DEAD] * DAYS).quarantined_at


def test_a_dismissed_link_is_not_hidden_again():
    state = lived(*[DEAD] * 9, is_dismissed=True)
    assert (state.quarantined_at, state.failed_days) == (None, 9)


def test_when_all_of_a_host_fails_it_takes_longer():
    assert lived(*[DEAD] * (DAYS_OF_A_WAVE - 1), wave=True).quarantined_at is None
    assert lived(*[DEAD] * DAYS_OF_A_WAVE, wave=True).quarantined_at


@given(st.lists(st.sampled_from([DEAD, UNCLEAR, *WELL]), max_size=40))
def test_no_story_hides_a_link_that_did_not_fail_on_three_days_in_a_row(story):
    days = 0
    for length in range(len(story) + 1):
        last = story[length - 1] if length else None
        days = days + 1 if last is DEAD else (days if last in (None, UNCLEAR) else 0)
        assert (lived(*story[:length]).quarantined_at is not None) == (days >= DAYS)


def test_a_failure_that_may_be_ours_needs_a_witness():
    timeout = Finding(Verdict.DEAD, Reason.TIMEOUT)
    assert unless_offline(timeout, others_answer=True) is timeout
    assert unless_offline(timeout, others_answer=False).reason is Reason.OFFLINE
    assert unless_offline(DEAD, others_answer=False) is DEAD


def test_the_next_visit_is_soon_tomorrow_or_next_week():
    assert wait(DEAD) == wait(UNCLEAR) < timedelta(days=1)
    assert timedelta(days=6) < wait(WELL[0]) < timedelta(days=7)
    busy = Finding(Verdict.UNCLEAR, Reason.BUSY, 429, retry_after=7200)
    assert wait(busy) == timedelta(hours=2)
    assert wait(Finding(Verdict.UNCLEAR, Reason.BUSY, 429)) == timedelta(hours=1)
