"""The catalogue as a file: every record on its line, in the order of the keys.

What is written here and brought back changes nothing.
"""

import csv
import json
from collections.abc import Iterable, Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bands.transfer import cells
from bands.transfer.subjects import Json, Record, Subject

MARK = "\ufeff"  # without it Excel takes UTF-8 for the encoding of its country


class Form(TextChoices):
    EXCEL = "excel", _("CSV (엑셀용, UTF-8 BOM)")
    CSV = "csv", _("CSV (UTF-8)")
    JSONL = "jsonl", _("JSON Lines")

    @property
    def ending(self) -> str:
        return "jsonl" if self == Form.JSONL else "csv"

    @property
    def content_type(self) -> str:
        kind = "application/jsonl" if self == Form.JSONL else "text/csv"
        return f"{kind}; charset=utf-8"


class _Line:
    """What `csv.writer` writes into: it keeps one line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def written(subject: Subject, records: Iterable[Record], form: Form) -> Iterator[str]:
    """The lines of the file, each made when it is asked for."""
    if form == Form.JSONL:
        for record in records:
            yield json.dumps(subject.as_json(record), ensure_ascii=False) + "\n"
        return
    if form == Form.EXCEL:
        yield MARK
    yield _csv_line(subject.columns)
    for record in records:
        yield _csv_line(_cell(subject.as_json(record), name) for name in subject.columns)


def _csv_line(texts: Iterable[str]) -> str:
    line = _Line()
    csv.writer(line).writerow(texts)
    return line.text


def _cell(document: Json, name: str) -> str:
    value = document[name]
    if isinstance(value, list):
        value = cells.joined(value)
    return cells.guarded(str(value).lower() if isinstance(value, bool) else value)
