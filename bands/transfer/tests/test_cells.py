"""Cells that no spreadsheet runs, and that come back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.transfer.cells import guarded, joined, split, unguarded

NASTY = st.text(st.sampled_from("='+-@\t\r\n＝＋|\\ 가a1!\"',;(\x7f"), max_size=12)
PARTS = NASTY.map(str.strip).filter(bool)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+82",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(0)",
        "＝1",
        '=cmd|"/C calc"!A1',
    ],
)
def test_a_formula_is_only_a_text_for_a_spreadsheet(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "실리카겔", "a=b", "1-2", "'평범한 따옴표'", "한 - 글"])
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == unguarded(cell) == cell


@given(cell=st.one_of(NASTY, st.text()))
def test_every_cell_comes_back(cell):
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in set("=+-@\t\r")


@given(parts=st.lists(PARTS))
def test_every_list_comes_back(parts):
    assert split(joined(parts)) == parts


def test_a_list_written_by_hand_may_have_spaces_and_a_lone_backslash():
    assert split(" Silica Gel | AC\\DC||") == ["Silica Gel", "AC\\DC"]
