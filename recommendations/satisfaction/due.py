"""When a member is asked."""

from datetime import datetime, timedelta

EVERY = timedelta(days=7)


def is_due(*, has_list: bool, last: datetime | None, now: datetime) -> bool:
    """Never before the first list, and a week after it was last answered or put off."""
    return has_list and (last is None or now - last >= EVERY)
