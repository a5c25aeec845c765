"""Reading a catalogue file: good rows, and the reason for each bad one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.catalogue_file import Act, read_acts, read_words
from bands.tests.shelf import ACT, lines


def jsonl(**changes: object) -> bytes:
    return lines(ACT | changes)


def csv(*rows: str) -> bytes:
    return "\n".join(["key,name,aliases,keywords,track,published", *rows]).encode()


def only_error(data: bytes, form: str = "jsonl") -> tuple[int, str, str]:
    rows = read_acts(data, form=form)
    assert not rows.good
    [error] = rows.errors
    return error.line, error.key, error.reason


def test_a_record_becomes_an_act():
    [act] = read_acts(jsonl(), form="jsonl").good.values()
    assert act == Act(
        key="silica-gel",
        name="실리카겔",
        aliases=frozenset({"Silica Gel", "실리카 겔"}),
        kind="band",
        description="소리가 벽처럼 밀려온다.",
        description_en="Walls of sound.",
        keywords=frozenset({"슈게이징", "몽환적인"}),
        track="NO PAIN",
    )


def test_csv_says_the_same_with_bars_between_the_parts_of_a_list():
    data = csv('silica-gel,실리카겔,Silica Gel | 실리카 겔,"밤|포크",NO PAIN,예', "b,나,,,,no")
    first, second = read_acts(data, form="csv").good.values()
    assert first.aliases == {"Silica Gel", "실리카 겔"}
    assert first.keywords == {"밤", "포크"}
    assert first.published
    assert second == Act(key="b", name="나", published=False)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(form):
    plain = jsonl() if form == "jsonl" else csv("a,가,,,,")
    windows = b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n") + b"\r\n\r\n"
    assert read_acts(windows, form=form) == read_acts(plain, form=form)


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_of_other_habits_save_it(encoding, delimiter):
    table = delimiter.join(["key", "name"]) + "\r\n" + delimiter.join(["a", "실리카겔"])
    [act] = read_acts(table.encode(encoding), form="csv").good.values()
    assert act == Act(key="a", name="실리카겔")


def test_a_row_knows_which_fields_it_names():
    [said] = read_acts(b"key,name,track\na,b,\n", form="csv").said.values()
    assert said == {"key", "name", "track"}


def test_more_rows_than_anyone_needs_are_refused_from_there_on(monkeypatch):
    monkeypatch.setattr("bands.transfer.records.MAX_ROWS", 2)
    rows = read_acts(lines(*(ACT | {"key": f"a{n}"} for n in range(4))), form="jsonl")
    assert list(rows.good) == [1, 2]
    assert rows.errors[0].line == 3


def test_texts_are_brought_to_one_form():
    [act] = read_acts(jsonl(name=" 실 ", track=None), form="jsonl").good.values()
    assert (act.name, act.track) == ("실", "")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"key": None}, "key 항목이 비었습니다."),
        ({"key": "한글"}, "key 항목에는 영문자, 숫자, -, _만 쓸 수 있습니다: 한글"),
        ({"key": 7}, "key 항목은 글이어야 합니다."),
        ({"name": " "}, "name 항목이 비었습니다."),
        ({"name": "가\n나"}, "name 항목에 줄바꿈이나 제어 문자가 있습니다."),
        ({"name": "가" * 101}, "name 항목이 너무 깁니다: 101자, 많아야 100자"),
        ({"name": "\ud800"}, "name 항목에 UTF-8이 아닌 글자가 있습니다."),
        ({"kind": "duo"}, "kind 항목은 band, solo 중 하나여야 합니다: duo"),
        ({"aliases": "가"}, "aliases 항목은 목록이어야 합니다."),
        ({"aliases": [None]}, "aliases 항목이 비었습니다."),
        ({"aliases": ["실리카겔"]}, "aliases 항목에 같은 말이 두 번 있습니다: 실리카겔"),
        ({"keywords": ["밤", "밤"]}, "keywords 항목에 같은 말이 두 번 있습니다: 밤"),
        ({"description": "\x00"}, "description 항목에 NUL 문자가 있습니다."),
        (
            {"description": "가" * 400_000},
            "description 항목이 너무 깁니다: 400000자, 많아야 8000자",
        ),
        ({"track": ["x"]}, "track 항목은 글이어야 합니다."),
        (
            {"track": None, "track_url": "https://a.example"},
            "track_url은 track이 있을 때만 쓸 수 있습니다.",
        ),
        ({"track_url": "http://a.example"}, "track_url 항목은 https 주소여야 합니다."),
        ({"image_url": "javascript:alert(1)"}, "image_url 항목은 https 주소여야 합니다."),
        ({"published": "maybe"}, "published 항목은 true나 false여야 합니다."),
        ({"keyword": []}, "모르는 항목입니다: 'keyword'"),
    ],
)
def test_the_first_thing_wrong_with_a_record_is_said(change: dict, reason: str):
    record = json.dumps(ACT | change)
    assert only_error(record.encode())[2] == reason


@pytest.mark.parametrize(
    ("data", "form", "error"),
    [
        (b"", "jsonl", (1, "", "빈 파일입니다.")),
        (b"\xef\xbb\xbf\r\n", "csv", (1, "", "빈 파일입니다.")),
        (b"[1]", "jsonl", (1, "", "JSON 객체가 아닙니다.")),
        (b"\n{", "jsonl", (2, "", "JSON이 아닙니다.")),
        (b"[" * 100_000, "jsonl", (1, "", "JSON이 아닙니다.")),
        (b'{"key": ' + b"9" * 5000 + b"}", "jsonl", (1, "", "JSON이 아닙니다.")),
        ("key,이름\na,b".encode(), "csv", (1, "", "모르는 열입니다: '이름'")),
        (b"key,name\na", "csv", (2, "", "칸의 수가 머리글과 다릅니다.")),
        (b"key,name\na,b,c", "csv", (2, "", "칸의 수가 머리글과 다릅니다.")),
        (b'key,name\na,"b', "csv", (2, "", "CSV가 아닙니다. 닫지 않은 따옴표가 있는지 보세요.")),
        (b"key,name\na,\xff", "csv", (2, "a", "name 항목에 UTF-8이 아닌 글자가 있습니다.")),
        (b"key,kind\na,band", "csv", (1, "", "꼭 있어야 하는 열이 없습니다: name")),
        (b"key,name,name\na,b,c", "csv", (1, "", "같은 열이 두 번 있습니다.")),
        (
            b"key,name" + b",x" * 500_000,
            "csv",
            (1, "", "CSV가 아닙니다. 닫지 않은 따옴표가 있는지 보세요."),
        ),
        (b'{"key": "a", "key": "b"}', "jsonl", (1, "", "같은 항목이 두 번 있습니다.")),
    ],
)
def test_a_file_that_is_something_else_is_told_apart(data: bytes, form: str, error: tuple):
    assert only_error(data, form) == error


def test_a_bad_row_does_not_take_its_neighbours_along():
    data = lines(ACT | {"key": "a"}, ACT | {"name": 3}, ACT | {"key": "c"}) + b"\n\xff"
    rows = read_acts(data, form="jsonl")
    assert [act.key for act in rows.good.values()] == ["a", "c"]
    assert [(error.line, error.key) for error in rows.errors] == [(2, "silica-gel"), (4, "")]


def test_the_second_row_of_one_key_is_refused():
    rows = read_acts(lines(ACT, ACT | {"name": "다른 이름"}), form="jsonl")
    assert list(rows.good) == [1]
    assert rows.errors[0].reason == "1번째 줄에 이미 나온 항목입니다."


def test_a_csv_text_over_two_lines_is_counted_by_its_first():
    data = b'key,name,description\na,b,"one\ntwo"\nc,,\n'
    rows = read_acts(data, form="csv")
    assert rows.good[2].description == "one\ntwo"
    assert rows.errors[0].line == 4


@pytest.mark.parametrize("change", [{"facet": "colour"}, {"keyword": ""}, {"gloss": "x"}])
def test_a_word_must_have_a_facet_and_nothing_unknown(change: dict):
    assert read_words(lines({"keyword": "밤", "facet": "season"} | change)).errors


@given(data=st.binary(max_size=200), form=st.sampled_from(["jsonl", "csv"]))
def test_any_bytes_are_read_without_an_accident(data: bytes, form: str):
    rows = read_acts(data, form=form)
    assert not rows.good
