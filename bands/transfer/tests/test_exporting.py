"""What goes out comes back the same, and does no harm in a spreadsheet on the way."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.catalogue_fields import BadRow
from bands.catalogue_file import Word, act_from, read_acts, read_words
from bands.documents import Act, act_as_json
from bands.models import Band
from bands.tests.shelf import ACT, WORDS, load, load_starter
from bands.transfer.catalogue import Acts, Words
from bands.transfer.exporting import Form, written
from bands.transfer.tests.files import bring, catalogue, counts

SIGNS = "='+-@\t\r\n＝＠|\\ 가각ㄱa1!\",;({\u00e9e\u0301\ufeff\u200b\u2028"
TEXT = st.one_of(st.text(st.sampled_from(SIGNS), max_size=20), st.text(max_size=30))
NASTY = st.fixed_dictionaries(
    {"name": TEXT},
    optional={
        "aliases": st.lists(TEXT, max_size=3),
        "kind": st.sampled_from(["band", "solo"]),
        "description": TEXT,
        "description_en": TEXT,
        "keywords": st.lists(TEXT, max_size=3),
        "track": TEXT,
        "published": st.booleans(),
    },
)


def is_a_formula(cell: str) -> bool:
    return cell[:1] in set("=+-@\t\r\n＝＋－＠")


def file_of(subject, records, form: Form) -> bytes:
    return "".join(written(subject, records, form)).encode()


def readable(record: dict) -> Act | None:
    try:
        return act_from(record)
    except BadRow:
        return None


@pytest.mark.parametrize("form", Form)
@given(records=st.lists(NASTY, max_size=4))
def test_every_document_that_can_be_stored_comes_back(form, records):
    numbered = (record | {"key": f"k{number}"} for number, record in enumerate(records))
    acts = [act for act in map(readable, numbered) if act]

    rows = read_acts(file_of(Acts(), acts, form), form=form.ending)

    assert not rows.errors or not acts
    assert list(rows.good.values()) == acts


@given(records=st.lists(NASTY, min_size=1, max_size=3))
def test_no_cell_is_a_formula(records):
    acts = [act for act in map(readable, (record | {"key": "k"} for record in records)) if act]
    table = csv.reader(io.StringIO("".join(written(Acts(), acts, Form.CSV)), newline=""))
    assert not any(is_a_formula(cell) for row in table for cell in row)


@pytest.mark.parametrize("form", Form)
def test_keywords_come_back_too(form):
    words = [Word(word, facet, "=1") for word, facet in WORDS.items()]
    rows = read_words(file_of(Words(), words, form), form=form.ending)
    assert list(rows.good.values()) == words


@pytest.mark.django_db
@pytest.mark.parametrize("form", Form)
def test_the_whole_catalogue_out_and_in_again_changes_nothing(form):
    load_starter()
    load(
        ACT | {"key": "nasty", "name": "=1+1", "aliases": ["@a|b", "\\"], "description": "-a\r\nb"}
    )
    before = catalogue()

    file = bring(file_of(Acts(), Acts().everything(), form))

    assert counts(file) == (0, 0, len(before), 0)


@pytest.mark.django_db
def test_what_was_chosen_goes_out_and_nothing_else():
    load(ACT, ACT | {"key": "b", "aliases": []})
    Band.objects.filter(key="silica-gel").update(deleted_at="2026-01-01T00:00Z")

    assert [act.key for act in Acts().everything()] == ["b"]
    chosen = Band.objects.filter(key="silica-gel")
    assert [act.key for act in Acts().everything(chosen)] == ["silica-gel"]


def test_the_file_says_all_of_a_band_in_the_words_of_the_starter():
    act = act_from(ACT)
    [line] = written(Acts(), [act], Form.JSONL)
    assert json.loads(line) == act_as_json(act)
    assert set(ACT) <= set(json.loads(line))


def test_excel_is_told_the_encoding():
    assert file_of(Acts(), [], Form.EXCEL).startswith(b"\xef\xbb\xbfkey,name,")
    assert file_of(Acts(), [], Form.CSV).startswith(b"key,name,")
