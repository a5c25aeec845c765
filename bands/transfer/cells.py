r"""Cells of a CSV file that people open in a spreadsheet, written so that they come back the same.

A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a carriage return for a
formula (OWASP, CSV injection). Such a cell gets an apostrophe in front, which spreadsheets take for
"this is text"; on the way in one apostrophe is taken away again. Cells that already begin with
apostrophes before such a sign get one more, so nothing is lost. The full-width signs count as
well: some spreadsheets read them alike.

Parts of a list stand between bars; a bar or a backslash inside a part has a backslash before it.
"""

import re
from collections.abc import Iterable

GUARDED = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
UNGUARDED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")
BAR = "|"
PART = re.compile(r"(?:\\[\\|]|[^|])+")
ESCAPED = re.compile(r"\\([\\|])")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet runs it. `unguarded` gives it back."""
    return f"'{cell}" if GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    return UNGUARDED.sub("", cell, count=1) if UNGUARDED.match(cell) else cell


def joined(parts: Iterable[str]) -> str:
    return BAR.join(re.sub(r"[\\|]", r"\\\g<0>", part) for part in parts)


def split(cell: str) -> list[str]:
    """The parts between the bars, without the empty ones."""
    parts = (ESCAPED.sub(r"\1", part).strip() for part in PART.findall(cell))
    return [part for part in parts if part]
