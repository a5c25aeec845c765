"""What may still be asked and spent today (RELIABILITY S17, S18): reserved before, settled after.

A call is counted and its greatest cost taken before it is made, so calls in parallel cannot slip
through; what it cost less is given back. A call that fails has cost what was reserved, since
nobody says otherwise.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from recommendations.asking.askers import digest
from recommendations.asking.llm.models import LlmUse

ALL = ""
KEPT = timedelta(days=2)
MICROS = 1_000_000  # of a dollar


@dataclass(frozen=True)
class Reservation:
    day: date
    whos: tuple[str, ...]
    micros: int


class OverLimit(Exception):
    """This asker, or all of them together, have had enough for today."""


def cost(tokens_in: int, tokens_out: int) -> int:
    """In millionths of a dollar: a price for a million tokens is one for a token in these."""
    price = tokens_in * settings.ASKING_LLM_PRICE_IN + tokens_out * settings.ASKING_LLM_PRICE_OUT
    return round(price)


def reserve(*, asker: str, micros: int, now: datetime) -> Reservation:
    """One call more, which costs `micros` at most. Raises `OverLimit` and then takes nothing.

    asker : "" is nobody in particular: only the limits of all together hold
    """
    day = now.astimezone(UTC).date()
    whos = (digest(asker, day), ALL) if asker else (ALL,)
    held = Reservation(day, whos, micros)
    LlmUse.objects.bulk_create(
        [LlmUse(day=day, who=who) for who in held.whos], ignore_conflicts=True
    )
    with transaction.atomic():
        for who in whos:
            calls, dollars = _limits(who)
            room = LlmUse.objects.filter(
                day=day, who=who, calls__lt=calls, micros__lte=dollars * MICROS - micros
            )
            if not room.update(calls=F("calls") + 1, micros=F("micros") + micros):
                raise OverLimit
    return held


def _limits(who: str) -> tuple[int, float]:
    """Calls and dollars a day."""
    if who == ALL:
        return settings.ASKING_LLM_CALLS_IN_ALL, settings.ASKING_LLM_SPEND_IN_ALL
    return settings.ASKING_LLM_CALLS_A_DAY, settings.ASKING_LLM_SPEND_A_DAY


def settle(held: Reservation, *, micros: int) -> None:
    """Give back what the call cost less than was reserved; it never costs more than that."""
    spare = held.micros - min(micros, held.micros)
    if spare:
        LlmUse.objects.filter(day=held.day, who__in=held.whos).update(micros=F("micros") - spare)


def forget(*, now: datetime) -> int:
    """Delete the rows of past days. Returns how many."""
    old = LlmUse.objects.filter(day__lt=now.astimezone(UTC).date() - KEPT)
    return old.delete()[0]
