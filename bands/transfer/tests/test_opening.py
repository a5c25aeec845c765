"""Telling by its content what a file is."""

import gzip
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.transfer.opening import BadFile, form_of, opened

TABLE = "key,name\nsilica-gel,실리카겔\n"


def zipped() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return box.getvalue()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp949", "CP949"),
        ("euc-kr", "CP949"),
        ("utf-16", "UTF-16"),
    ],
)
def test_a_korean_table_is_read_however_a_spreadsheet_saved_it(encoding, name):
    found = opened(TABLE.encode(encoding))
    assert (found.text, found.encoding) == (TABLE, name)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "빈 파일입니다."),
        (b"\xef\xbb\xbf \r\n", "빈 파일입니다."),
        (zipped(), "엑셀 파일입니다. 엑셀에서 ‘CSV UTF-8’로 저장해 올려 주세요."),
        (gzip.compress(b"0" * 9, mtime=0), "압축 파일입니다. 풀어서 올려 주세요."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "CSV나 JSON Lines 글 파일이 아닙니다."),
        (b"\xff\xfea", "CSV나 JSON Lines 글 파일이 아닙니다."),
    ],
)
def test_what_is_no_text_is_refused_with_the_way_out(data, reason):
    with pytest.raises(BadFile, match=reason):
        opened(data)


@pytest.mark.parametrize("word", ["café", "ÄÖÜß façade", "日本語の音楽"])
def test_other_encodings_are_not_taken_for_korean(word):
    encoding = "shift_jis" if word[0] > "\u1000" else "latin-1"
    assert opened(word.encode(encoding)).encoding == "UTF-8"


def test_one_broken_byte_leaves_the_other_lines_readable():
    found = opened(TABLE.encode() + b"x,\xff\n")
    assert found.text.startswith(TABLE)


def test_a_json_array_is_told_from_json_lines():
    assert form_of('\n{"key": "a"}') == "jsonl"
    assert form_of(TABLE) == "csv"
    with pytest.raises(BadFile, match="JSON Lines"):
        form_of('[{"key": "a"}]')


@given(data=st.binary())
def test_any_bytes_are_opened_or_refused(data):
    with suppress(BadFile):
        form_of(opened(data).text)
