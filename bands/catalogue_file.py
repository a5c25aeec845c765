"""The catalogue as a file that a person edits: lines into records, good ones and bad ones."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from bands import catalogue_fields as read
from bands.catalogue_fields import BadRow, Record
from bands.documents import Act
from bands.models import Facet, Kind
from bands.transfer.records import Numbered, Table, records

FOLDER = Path(__file__).parent / "catalogue"
STARTER = FOLDER / "acts.jsonl"
VOCABULARY = FOLDER / "keywords.jsonl"


@dataclass(frozen=True)
class Word:
    """One word of the vocabulary."""

    keyword: str
    facet: str
    english: str = ""


@dataclass(frozen=True)
class RowError:
    line: int
    key: str
    reason: str


R = TypeVar("R")


@dataclass(frozen=True)
class Rows(Generic[R]):
    """What could be read, by line, and what could not.

    `said` are the fields that a row names. What it does not name is left as it is stored.
    """

    good: dict[int, R]
    errors: list[RowError]
    said: dict[int, frozenset[str]] = field(default_factory=dict)


def read_acts(data: bytes, *, form: str) -> Rows[Act]:
    table = Table(_names(Act), required=("key", "name"), lists=("aliases", "keywords"))
    return checked(records(data, form, table), act_from, key="key")


def read_words(data: bytes, *, form: str = "jsonl") -> Rows[Word]:
    table = Table(_names(Word), required=("keyword", "facet"))
    return checked(records(data, form, table), word_from, key="keyword")


def act_from(record: Record) -> Act:
    """The record as an `Act`, or `BadRow` with the first thing that is wrong."""
    read.only(record, _names(Act))
    name = read.line(record, "name", most=100, required=True)
    act = Act(
        key=read.slug(record, "key"),
        name=name,
        aliases=read.words(record, "aliases", most=100, besides=name),
        kind=read.choice(record, "kind", Kind.values, default=Kind.BAND.value),
        description=read.paragraph(record, "description"),
        description_en=read.paragraph(record, "description_en"),
        keywords=read.words(record, "keywords", most=40),
        track=read.line(record, "track", most=200),
        track_url=read.link(record, "track_url"),
        image_url=read.link(record, "image_url"),
        published=read.flag(record, "published", default=True),
    )
    if act.track_url and not act.track:
        raise BadRow(_("track_url은 track이 있을 때만 쓸 수 있습니다."))
    return act


def word_from(record: Record) -> Word:
    read.only(record, _names(Word))
    return Word(
        keyword=read.line(record, "keyword", most=40, required=True),
        facet=read.choice(record, "facet", Facet.values),
        english=read.line(record, "english", most=60),
    )


def _names(kind: type[Act] | type[Word]) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


def checked(found: Iterator[Numbered], make: Callable[[Record], R], *, key: str) -> Rows[R]:
    """Each row made into a record; what `make` refuses, and what has come already, is an error."""
    rows: Rows[R] = Rows({}, [])
    seen: dict[str, int] = {}
    for line, record in found:
        try:
            row = _made(record, make)
            first = seen.setdefault(getattr(row, key), line)
            if first != line:
                raise BadRow(_("%d번째 줄에 이미 나온 항목입니다.") % first)
            rows.good[line] = row
            rows.said[line] = frozenset(record)
        except BadRow as problem:
            rows.errors.append(RowError(line, _shown(record, key), str(problem)))
    return rows


def _made(record: Record | BadRow, make: Callable[[Record], R]) -> R:
    if isinstance(record, BadRow):
        raise record
    return make(record)


def _shown(record: Record | BadRow, key: str) -> str:
    value = "" if isinstance(record, BadRow) else record.get(key)
    if not isinstance(value, str):
        return ""
    return value[:80].replace("\x00", "?").encode(errors="replace").decode()
