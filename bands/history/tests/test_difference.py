"""A difference that a person reads, and two people's changes made into one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.documents import Act
from bands.history.difference import FieldDifference, Piece, difference, word_pieces
from bands.history.merging import merged, questions

BASE = Act(
    key="a",
    name="가",
    aliases=frozenset({"A"}),
    description="기타가 앞에 선다.",
    keywords=frozenset({"밤", "포크"}),
)
texts = st.text("가나 \nab", max_size=40)


def joined(pieces, *signs: str) -> str:
    return "".join(piece.text for piece in pieces if piece.sign in signs)


def test_equal_documents_do_not_differ():
    assert difference(BASE, replace(BASE)) == ()


def test_a_text_differs_by_its_words():
    after = replace(BASE, description="기타가 뒤에 선다.")
    assert difference(BASE, after) == (
        FieldDifference(
            "description",
            (
                Piece("same", "기타가 "),
                Piece("gone", "앞에"),
                Piece("new", "뒤에"),
                Piece("same", " 선다."),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("change", "pieces"),
    [
        ({"name": "나"}, [("gone", "가"), ("new", "나")]),
        ({"track": "노래"}, [("new", "노래")]),
        ({"published": False}, [("gone", "true"), ("new", "false")]),
        ({"keywords": frozenset({"밤", "여름"})}, [("gone", "포크"), ("new", "여름")]),
        ({"aliases": frozenset()}, [("gone", "A")]),
    ],
)
def test_other_fields_differ_as_a_whole(change, pieces):
    [found] = difference(BASE, replace(BASE, **change))
    assert [found.field] == list(change)
    assert [(piece.sign, piece.text) for piece in found.pieces] == pieces


@given(texts, texts)
def test_both_texts_can_be_read_from_their_difference(before, after):
    pieces = list(word_pieces(before, after))
    assert joined(pieces, "same", "gone") == before
    assert joined(pieces, "same", "new") == after


def test_the_longest_texts_are_compared_at_once():
    pieces = word_pieces("가 나 " * 2000, "나 다 " * 2000)
    assert joined(pieces, "same", "new") == "나 다 " * 2000


# --- Two people --------------------------------------------------------------------------------
def test_what_only_one_of_two_changed_is_kept_of_both():
    theirs = replace(BASE, name="나", keywords=frozenset({"밤"}))
    mine = replace(BASE, description="다른 글")

    assert merged(BASE, theirs, mine, {}) == replace(theirs, description="다른 글")
    assert [question.is_clash for question in questions(BASE, theirs, mine)] == [False, False]


def test_in_a_clash_mine_stays_unless_i_say_otherwise():
    theirs, mine = replace(BASE, name="나"), replace(BASE, name="다")

    assert merged(BASE, theirs, mine, {}) == mine
    assert merged(BASE, theirs, mine, {"name": "theirs"}) == theirs
    assert merged(BASE, theirs, mine, {"name": "both"}) == mine
    assert questions(BASE, theirs, mine)[0].is_clash


def test_lists_that_both_changed_hold_what_both_did():
    theirs = replace(BASE, keywords=frozenset({"밤", "여름"}))
    mine = replace(BASE, keywords=frozenset({"포크", "겨울"}))

    assert merged(BASE, theirs, mine, {}).keywords == {"여름", "겨울"}
    assert merged(BASE, theirs, mine, {"keywords": "theirs"}) == theirs


def test_i_may_undo_what_they_did():
    theirs = replace(BASE, name="나")
    assert merged(BASE, theirs, BASE, {"name": "mine"}) == BASE


def test_the_same_change_of_both_is_no_question():
    same = replace(BASE, name="나")
    assert questions(BASE, same, same) == []


@given(st.sampled_from(["가", "나", "다"]), st.sampled_from(["가", "나", "다"]))
def test_merging_with_nothing_new_gives_mine(name, text):
    mine = replace(BASE, name=name, description=text)
    assert merged(BASE, BASE, mine, {}) == mine
    assert merged(BASE, mine, BASE, {}) == mine
