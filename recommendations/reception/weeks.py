"""Words on bands by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Counted:
    """How often each of some words was said: a row of counts for each week."""

    weeks: Sequence[date]
    counts: dict[str, list[int]]

    @property
    def is_empty(self) -> bool:
        return not any(sum(row) for row in self.counts.values())


def first_week(today: date, amount: int) -> date:
    """The Monday of the first of the last `amount` weeks."""
    return today - timedelta(days=today.weekday()) - (amount - 1) * WEEK


def counted(
    said: Iterable[tuple[date, str, int]], words: Sequence[str], first: date, amount: int
) -> Counted:
    """Every week from `first` on, also one without a word; what is none of `words` is left out."""
    weeks = [first + number * WEEK for number in range(amount)]
    place = {week: number for number, week in enumerate(weeks)}
    counts = {word: [0] * amount for word in words}
    for week, word, number in said:
        if word in counts and week in place:
            counts[word][place[week]] += number
    return Counted(weeks, counts)
