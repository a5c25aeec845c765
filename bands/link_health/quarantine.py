"""When a dead link is hidden from listeners, when it comes back, and when it is looked at next."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bands.link_health.findings import PERHAPS_OURS, Finding, Reason, Verdict

DAYS = 3  # different days on which a link has to fail in a row
DAYS_OF_A_WAVE = 10  # when nothing on its host answers well: rather a rule of ours that is wrong
WAVE = 3  # other links of the host, for "nothing" to mean something

NEXT_WEEK = timedelta(days=6, hours=20)  # the seventh night
NEXT_NIGHT = timedelta(hours=20)
SOON = timedelta(minutes=15)
BUSY = timedelta(hours=1)


@dataclass(frozen=True)
class State:
    """What is remembered of a link's failures since it was last well."""

    failures: int = 0
    failed_days: int = 0
    failed_on: date | None = None
    quarantined_at: datetime | None = None
    is_dismissed: bool = False  # a curator looked: it is not dead, whatever we find


def after(state: State, finding: Finding, *, now: datetime, today: date, is_wave: bool) -> State:
    """The state after one more finding. One day counts once, however often a link is checked."""
    if finding.verdict is Verdict.UNCLEAR:
        return state
    if finding.verdict is not Verdict.DEAD:
        return State(is_dismissed=state.is_dismissed)
    failed = replace(
        state,
        failures=state.failures + 1,
        failed_days=state.failed_days + (state.failed_on != today),
        failed_on=today,
    )
    needed = DAYS_OF_A_WAVE if is_wave else DAYS
    if failed.failed_days < needed or failed.quarantined_at or failed.is_dismissed:
        return failed
    return replace(failed, quarantined_at=now)


def unless_offline(finding: Finding, *, others_answer: bool) -> Finding:
    """A failure that may be our own network's counts only while somebody else answers."""
    if finding.reason in PERHAPS_OURS and not others_answer:
        return Finding(Verdict.UNCLEAR, Reason.OFFLINE)
    return finding


def wait(finding: Finding) -> timedelta:
    """Until the link is due again."""
    if finding.reason is Reason.OFFLINE:
        return SOON
    if finding.reason is Reason.BUSY:
        return max(BUSY, timedelta(seconds=finding.retry_after or 0))
    return NEXT_NIGHT if finding.verdict in {Verdict.DEAD, Verdict.UNCLEAR} else NEXT_WEEK
