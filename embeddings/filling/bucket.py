"""A rate limit that holds in every minute: pure arithmetic of an allowance that refills."""

from datetime import datetime

MINUTE = 60.0


def taken(
    *,
    allowance: float,
    since: datetime | None,
    now: datetime,
    wanted: int,
    per_minute: int,
    window: float,
) -> tuple[int, float]:
    """How many of `wanted` may go at `now`, and the allowance that is left.

    `window` is the seconds between two looks: so much may be saved up. What refills in a minute
    and what was saved up are `per_minute` together, so no sixty seconds see more.
    """
    most = max(1.0, per_minute * min(window, MINUTE / 2) / MINUTE)
    refill = max(per_minute - most, 0.5) / MINUTE
    passed = (now - since).total_seconds() if since else 0.0
    there = min(most, allowance + refill * max(passed, 0.0)) if since else most
    granted = min(wanted, int(there))
    return granted, there - granted
