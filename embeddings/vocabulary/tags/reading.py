"""A file of tags: a tag a line, or columns of a CSV or TSV file with the tag's uses."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.text.compose import normalise

LONGEST = 60  # characters; nobody searches for more
SEPARATORS = {"tsv": "\t", "csv": ","}
TAG_COLUMNS = ("tag", "tagvalue", "keyword", "name")
COUNT_COLUMNS = ("count", "frequency", "uses", "exposures")


class BadFile(ValueError):
    """The file cannot be read at all; the message says why."""


@dataclass(frozen=True)
class TagList:
    """Tags as they are written, with the sum of their uses, and how many lines were passed over."""

    uses: Counter[str]
    passed_over: int


def read_tags(data: bytes, *, form: str) -> TagList:
    """`form` is "txt", "csv" or "tsv". A line without a usable tag is passed over and counted."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"not UTF-8 at byte {error.start}") from None
    uses: Counter[str] = Counter()
    passed_over = 0
    for raw, amount in _lines(text) if form == "txt" else _rows(text, SEPARATORS[form]):
        tag = normalise(raw)
        if not tag or len(tag) > LONGEST or amount < 1:
            passed_over += 1
        else:
            uses[tag] += amount
    if not uses:
        raise BadFile("no tag in it")
    return TagList(uses, passed_over)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    return ((line, 1) for line in text.splitlines() if line.strip())


def _rows(text: str, separator: str) -> Iterator[tuple[str, int]]:
    rows = csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
    columns = {name.strip().casefold(): name for name in rows.fieldnames or ()}
    tag = next((columns[name] for name in TAG_COLUMNS if name in columns), None)
    count = next((columns[name] for name in COUNT_COLUMNS if name in columns), None)
    if tag is None:
        raise BadFile(f"no column called {', '.join(TAG_COLUMNS)}")
    try:
        for row in rows:
            yield row[tag] or "", _amount(row[count]) if count else 1
    except csv.Error as error:
        raise BadFile(f"line {rows.line_num}: {error}") from None


def _amount(value: str | None) -> int:
    """A whole number of uses; 0, which is passed over, for anything else."""
    return int(value) if value and value.strip().isdecimal() and len(value) <= 12 else 0
