"""Answers by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

SCALE = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Tally:
    """How many gave this pair of answers in the week that begins on that Monday."""

    week: date
    satisfaction: int | None
    found_new: bool | None
    amount: int


@dataclass(frozen=True)
class Week:
    """`counts` by answer, 5 to 1; `put_off` are those who did not want to say."""

    begins: date
    counts: Mapping[int, int]
    found_new: int
    found_nothing: int
    put_off: int

    @property
    def answers(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """From 1 to 5; None without answers."""
        total = sum(answer * amount for answer, amount in self.counts.items())
        return total / self.answers if self.answers else None


def weeks(tallies: Iterable[Tally]) -> list[Week]:
    """Those with answers, the latest first."""
    of: dict[date, list[Tally]] = {}
    for tally in tallies:
        of.setdefault(tally.week, []).append(tally)
    return [_week(begins, of[begins]) for begins in sorted(of, reverse=True)]


def _week(begins: date, tallies: list[Tally]) -> Week:
    return Week(
        begins,
        {answer: sum(t.amount for t in tallies if t.satisfaction == answer) for answer in SCALE},
        found_new=sum(t.amount for t in tallies if t.found_new is True),
        found_nothing=sum(t.amount for t in tallies if t.found_new is False),
        put_off=sum(t.amount for t in tallies if t.satisfaction is None),
    )
