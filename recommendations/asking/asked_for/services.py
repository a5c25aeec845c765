"""Note what was asked for and is not here, put it away, forget what nobody asks for any more."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import F

from bands import hangul
from config.limits import limiter
from recommendations.asking.asked_for.models import LONGEST, AskedFor
from recommendations.asking.askers import digest
from recommendations.asking.helping import Idea

ONCE = "1/day"  # of one asker and name: whoever reloads a page asks no second time
MOST = 3  # names of one answer
MOST_ROWS = 10_000  # beyond it only what is there counts on
PRIVATE = re.compile(r"@|//|www\.|\d{5,}|\d{3,}-\d{3,}")
KEPT = timedelta(days=180)  # after the last time


def note(ideas: Iterable[Idea], *, asker: str, now: datetime) -> int:
    """Count each of them once a day and asker. Returns how many counted.

    asker : as the rates know it; "" notes nothing. It is not kept with the name.
    """
    counted = 0
    for idea in list(filter(is_name, ideas))[:MOST] if asker else ():
        folded = hangul.folded(idea.name)
        who = digest(asker, now.date())
        if limiter().hit(ONCE, "asked-for", who, f"{idea.kind} {folded}").is_allowed:
            counted += _count(idea, folded, now)
    return counted


def is_name(idea: Idea) -> bool:
    """May it be kept? No address and no number of anybody, and short. Pure."""
    folded = hangul.folded(idea.name)
    return (
        idea.kind in AskedFor.Kind.values
        and 0 < len(folded) <= 2 * LONGEST
        and len(idea.name) <= LONGEST
        and not PRIVATE.search(idea.name)
    )


def _count(idea: Idea, folded: str, now: datetime) -> int:
    rows = AskedFor.objects.filter(kind=idea.kind, folded=folded)
    if rows.update(times=F("times") + 1, last_at=now):
        return 1
    if AskedFor.objects.count() >= MOST_ROWS:
        return 0
    row = AskedFor(kind=idea.kind, folded=folded, name=idea.name, first_at=now, last_at=now)
    AskedFor.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def dismiss(*, ids: Collection[int], now: datetime) -> int:
    """Put them away. Returns how many were not."""
    return AskedFor.objects.filter(pk__in=ids, dismissed_at=None).update(dismissed_at=now)


def take_back(*, ids: Collection[int]) -> int:
    """List them again. Returns how many were put away."""
    rows = AskedFor.objects.filter(pk__in=ids).exclude(dismissed_at=None)
    return rows.update(dismissed_at=None)


def forget(*, now: datetime) -> int:
    """Delete what nobody has asked for in a long while. Returns how many."""
    return AskedFor.objects.filter(last_at__lt=now - KEPT).delete()[0]
