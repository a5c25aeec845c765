"""What others did to a document while somebody was writing, as the page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bands.documents import Act
from bands.history.difference import FieldDifference, difference
from bands.history.merging import Question, questions


class Doing(Protocol):
    """A revision or an edit: who did something to the document, and when."""

    number: int
    by: Any
    at: datetime


@dataclass(frozen=True)
class Others:
    """What has been done since somebody opened the document as `base`."""

    base: Act
    theirs: Act
    doings: Sequence[Doing]

    @property
    def number(self) -> int:
        return self.doings[-1].number if self.doings else 0


@dataclass(frozen=True)
class Asked:
    """A question with what they made of the field and, in a clash, what I made of it."""

    question: Question
    theirs: FieldDifference
    mine: FieldDifference | None


@dataclass(frozen=True)
class Conflict:
    doings: Sequence[Doing]
    number: int
    asked: list[Asked]


def conflict_of(others: Others, mine: Act) -> Conflict:
    base, theirs = others.base, others.theirs
    asked = [
        Asked(question, *_sides(question, base, theirs, mine))
        for question in questions(base, theirs, mine)
    ]
    return Conflict(others.doings, others.number, asked)


def _sides(
    question: Question, base: Act, theirs: Act, mine: Act
) -> tuple[FieldDifference, FieldDifference | None]:
    of_theirs = _one_field(question.field, base, theirs)
    return of_theirs, _one_field(question.field, base, mine) if question.is_clash else None


def _one_field(name: str, base: Act, other: Act) -> FieldDifference:
    [found] = difference(base, replace(base, **{name: getattr(other, name)}))
    return found
