"""Files into records, line by line, whatever wrote them; nothing here knows what a record means."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bands.catalogue_fields import BadRow, Record
from bands.transfer import cells
from bands.transfer.opening import BadFile, opened

MAX_FIELD = 16_000_000  # characters of one CSV field: let our own check refuse a long text
MAX_LINE = 400_000  # characters of one line of a CSV file; a row of all long texts has fewer
MAX_ROWS = 100_000
MAX_LINES = 2_000_000  # empty ones too, and those inside a quoted cell
SHOWN_NAMES = 10  # of unknown columns

Numbered = tuple[int, Record | BadRow]


class TooManyLines(Exception):
    """What follows is not read at all."""


@dataclass(frozen=True)
class Table:
    """The columns that a CSV file may have, those it must have, and those with lists in them."""

    columns: Sequence[str]
    required: Sequence[str]
    lists: Sequence[str] = ()


def records(data: bytes, form: str, table: Table) -> Iterator[Numbered]:
    """The rows of a file by line: what each says, or why it cannot be read."""
    try:
        text = opened(data).text
    except BadFile as refusal:
        return iter([(1, BadRow(str(refusal)))])
    return _not_too_many(_csv_records(text, table) if form == "csv" else _json_records(text))


def _not_too_many(found: Iterator[Numbered]) -> Iterator[Numbered]:
    too_many = BadRow(_("줄이 너무 많습니다. 많아야 %d줄씩 나누어 주세요.") % MAX_ROWS)
    try:
        for count, (line, record) in enumerate(found):
            if count == MAX_ROWS:
                yield line, too_many
                return
            yield line, record
    except TooManyLines:
        yield MAX_LINES + 1, too_many


def _lines(text: str) -> Iterator[str]:
    """One after another: a file may have more of them than memory has room for."""
    for count, line in enumerate(io.StringIO(text, newline="")):
        if count == MAX_LINES:
            raise TooManyLines
        yield line


def _json_records(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(_lines(text), start=1):
        if line.strip():
            yield number, _json_record(line)


def _json_record(line: str) -> Record | BadRow:
    try:
        record = json.loads(line, object_pairs_hook=_each_once)
    except BadRow as problem:
        return problem
    except (ValueError, RecursionError):
        return BadRow(_("JSON이 아닙니다."))
    return record if isinstance(record, dict) else BadRow(_("JSON 객체가 아닙니다."))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise BadRow(_("같은 항목이 두 번 있습니다."))
    return record


def _csv_records(text: str, table: Table) -> Iterator[Numbered]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.DictReader(_short_lines(text), strict=True, delimiter=_delimiter(text))
    start = 1
    try:
        fault = _fault_of_header(reader.fieldnames or (), table)
        if fault:
            yield 1, BadRow(fault)
            return
        start = reader.line_num + 1
        for row in reader:
            yield start, _csv_record(row, table.lists)
            start = reader.line_num + 1
    except csv.Error:
        yield start, BadRow(_("CSV가 아닙니다. 닫지 않은 따옴표가 있는지 보세요."))


def _short_lines(text: str) -> Iterator[str]:
    for line in _lines(text):
        if len(line) > MAX_LINE:
            raise csv.Error
        yield line


def _delimiter(text: str) -> str:
    """Excel writes tabs into UTF-16 and semicolons in some countries."""
    header = text[:MAX_LINE].lstrip("\n\r").split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _fault_of_header(names: Sequence[str], table: Table) -> str:
    """The first thing wrong with the names of the columns; empty when all is well."""
    unknown = [repr(name) for name in names if name not in table.columns]
    if unknown:
        return _("모르는 열입니다: %s") % ", ".join(unknown[:SHOWN_NAMES])
    if len(set(names)) < len(names):
        return _("같은 열이 두 번 있습니다.")
    missing = [name for name in table.required if name not in names]
    return _("꼭 있어야 하는 열이 없습니다: %s") % ", ".join(missing) if missing else ""


def _csv_record(row: Mapping[Any, Any], lists: Sequence[str]) -> Record | BadRow:
    if None in row or None in row.values():
        return BadRow(_("칸의 수가 머리글과 다릅니다."))
    record = {name: cells.unguarded(cell) for name, cell in row.items()}
    return record | {name: cells.split(record[name]) for name in lists if name in record}
