"""Files that are made to be too much: read lazily, ended by one clear row."""

from collections import deque

import pytest

from bands.catalogue_fields import BadRow
from bands.transfer import records as reading
from bands.transfer.records import MAX_ROWS, Table, records

TABLE = Table(columns=("key", "name"), required=("key",))
MILLIONS = 9_700_000


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("csv", b"key,name\n" + b",\n" * MILLIONS),
        ("csv", b"key,name\n" + b"\n" * MILLIONS + b"a,b\n"),
        ("jsonl", b"{}\n" * MILLIONS),
        ("jsonl", b"{}\n" + b"\n" * MILLIONS + b"{}\n"),
    ],
    ids=["rows", "empty lines", "objects", "empty lines between objects"],
)
def test_a_file_of_millions_of_lines_ends_with_one_row_that_says_so(form, data):
    (_line, last), *_nothing = found = deque(records(data, form, TABLE), maxlen=1)
    assert len(found) == 1
    assert isinstance(last, BadRow)
    assert str(MAX_ROWS) in str(last)


def test_no_more_rows_are_read_than_are_allowed(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    found = list(records(b"key,name\n" + b"a,b\n" * 5, "csv", TABLE))
    assert [isinstance(record, BadRow) for _line, record in found] == [False, False, False, True]


def test_a_file_of_just_as_many_lines_is_read_whole(monkeypatch):
    monkeypatch.setattr(reading, "MAX_LINES", 3)
    found = list(records(b"key,name\na,b\nc,d\n", "csv", TABLE))
    assert [record for _line, record in found] == [
        {"key": "a", "name": "b"},
        {"key": "c", "name": "d"},
    ]
