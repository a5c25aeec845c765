"""Two people changed one document: what each of them touched, and the one that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bands.documents import FIELDS, LISTS, Act

Keep = Literal["mine", "theirs", "both"]
KEEPS: tuple[Keep, ...] = ("mine", "theirs", "both")


@dataclass(frozen=True)
class Question:
    """A field that the others changed; `is_clash`: so did I, and differently."""

    field: str
    is_clash: bool
    answers: tuple[Keep, ...]
    default: Keep


def questions(base: Act, theirs: Act, mine: Act) -> list[Question]:
    """What I have to be asked: each field in which theirs is neither what it was nor mine."""
    return [
        _question(name, getattr(mine, name) != getattr(base, name))
        for name in FIELDS
        if getattr(theirs, name) not in (getattr(base, name), getattr(mine, name))
    ]


def _question(name: str, is_clash: bool) -> Question:
    if not is_clash:
        return Question(name, False, ("theirs", "mine"), "theirs")
    if name in LISTS:
        return Question(name, True, ("both", "mine", "theirs"), "both")
    return Question(name, True, ("mine", "theirs"), "mine")


def merged(base: Act, theirs: Act, mine: Act, answers: Mapping[str, str]) -> Act:
    """My document with theirs where the answers say so; a field without an answer by default."""
    changes: dict[str, Any] = {}
    for question in questions(base, theirs, mine):
        given = answers.get(question.field)
        keep = given if given in question.answers else question.default
        if keep != "mine":
            changes[question.field] = _kept(question.field, keep, base, theirs, mine)
    return replace(mine, **changes)


def _kept(name: str, keep: str, base: Act, theirs: Act, mine: Act) -> Any:
    was, other, own = (getattr(act, name) for act in (base, theirs, mine))
    return other if keep == "theirs" else (other | (own - was)) - (was - own)
