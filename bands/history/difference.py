"""What differs between two documents, field by field and, in texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from bands.documents import FIELDS, LISTS, Act

TEXTS = ("description", "description_en")
WORD = re.compile(r"\s+|\S+")

Sign = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    sign: Sign
    text: str


@dataclass(frozen=True)
class FieldDifference:
    """A field and its pieces in reading order.

    In a text "same" and "gone" together are what it was, "same" and "new" what it became. Of a
    list only the items that went and came are named.
    """

    field: str
    pieces: tuple[Piece, ...]


def difference(before: Act, after: Act) -> tuple[FieldDifference, ...]:
    """The fields that differ, in the document's order."""
    return tuple(
        FieldDifference(name, tuple(_pieces(name, getattr(before, name), getattr(after, name))))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    )


def _pieces(name: str, before: object, after: object) -> Iterator[Piece]:
    if name in TEXTS:
        yield from word_pieces(str(before), str(after))
    elif name in LISTS:
        yield from (Piece("gone", item) for item in sorted(before - after))  # type: ignore[operator]
        yield from (Piece("new", item) for item in sorted(after - before))  # type: ignore[operator]
    else:
        yield from _replaced(shown(before), shown(after))


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("gone", before)
    if after:
        yield Piece("new", after)


def word_pieces(before: str, after: str) -> Iterator[Piece]:
    """The words of two texts, spaces included, as runs of one sign."""
    old, new = WORD.findall(before), WORD.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield from _run("same", old[:head])
    yield from _matched(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from _run("same", old[len(old) - tail :])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for operation, a, b, c, d in SequenceMatcher(str.isspace, old, new).get_opcodes():
        if operation == "equal":
            yield from _run("same", old[a:b])
        else:
            yield from _run("gone", old[a:b])
            yield from _run("new", new[c:d])


def _run(sign: Sign, words: Sequence[str]) -> Iterator[Piece]:
    if words:
        yield Piece(sign, "".join(words))
