"""The catalogue as a file that a person edits: lines into records, good ones and bad ones."""

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from bands import catalogue_fields as read
from bands.catalogue_fields import BadRow, Record
from bands.documents import Act
from bands.models import Facet, Kind

FOLDER = Path(__file__).parent / "catalogue"
STARTER = FOLDER / "acts.jsonl"
VOCABULARY = FOLDER / "keywords.jsonl"

MAX_FIELD = 16_000_000  # characters of one CSV field: let our own check refuse a long text
LIST_SIGN = "|"


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


R = TypeVar("R", Act, Word)
Numbered = tuple[int, Record | BadRow]


@dataclass(frozen=True)
class Rows(Generic[R]):
    """What could be read, by line, and what could not."""

    good: dict[int, R]
    errors: list[RowError]


def read_acts(data: bytes, *, form: str) -> Rows[Act]:
    return _checked(_records(data, form), act_from, key="key")


def read_words(data: bytes) -> Rows[Word]:
    return _checked(_records(data, "jsonl"), word_from, key="keyword")


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


def _checked(records: Iterator[Numbered], make: Callable[[Record], R], *, key: str) -> Rows[R]:
    rows: Rows[R] = Rows({}, [])
    seen: dict[str, int] = {}
    for line, record in records:
        try:
            row = _made(record, make)
            first = seen.setdefault(getattr(row, key), line)
            if first != line:
                raise BadRow(_("%d번째 줄에 이미 나온 항목입니다.") % first)
            rows.good[line] = row
        except BadRow as problem:
            rows.errors.append(RowError(line, _shown(record, key), str(problem)))
    return rows


def _made(record: Record | BadRow, make: Callable[[Record], R]) -> R:
    if isinstance(record, BadRow):
        raise record
    return make(record)


def _shown(record: Record | BadRow, key: str) -> str:
    value = "" if isinstance(record, BadRow) else record.get(key)
    return value[:80].encode(errors="replace").decode() if isinstance(value, str) else ""


def _records(data: bytes, form: str) -> Iterator[Numbered]:
    # What is not UTF-8 becomes lone surrogates, which the checks refuse row by row.
    text = data.decode("utf-8-sig", errors="surrogateescape")
    if not text.strip():
        return iter([(1, BadRow(_("빈 파일입니다.")))])
    return _csv_records(text) if form == "csv" else _json_records(text)


def _json_records(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _json_record(line)


def _json_record(line: str) -> Record | BadRow:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return BadRow(_("JSON이 아닙니다."))
    return record if isinstance(record, dict) else BadRow(_("JSON 객체가 아닙니다."))


def _csv_records(text: str) -> Iterator[Numbered]:
    csv.field_size_limit(MAX_FIELD)
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        unknown = [name for name in table.fieldnames or () if name not in _names(Act)]
        if unknown:
            yield 1, BadRow(_("모르는 열입니다: %s") % ", ".join(map(repr, unknown)))
            return
        start = table.line_num + 1
        for row in table:
            yield start, _csv_record(row)
            start = table.line_num + 1
    except csv.Error:
        yield start, BadRow(_("CSV가 아닙니다. 닫지 않은 따옴표가 있는지 보세요."))


def _csv_record(row: Mapping[Any, Any]) -> Record | BadRow:
    if None in row or None in row.values():
        return BadRow(_("칸의 수가 머리글과 다릅니다."))
    lists = {name: _parts(row[name]) for name in ("aliases", "keywords") if name in row}
    return dict(row) | lists


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(LIST_SIGN) if part.strip()]
