"""A name, or words for music (FEATURES N11)."""

import pytest

from bands.search import STEP, Rank
from recommendations.searching.wording import is_a_guess, is_a_name, is_described, other_words


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("실리카겔", Rank.EXACT * STEP + 4),
        ("실리", Rank.PREFIX * STEP + 4),
        ("ㅅㄹ", None),
        ("봄", None),
        ("포크", Rank.KEYWORD * STEP),
        ("jannabi", Rank.SOUND * STEP + 3),
        ("tlfflzkrpf", Rank.SLIP * STEP + 4),
        ("실리카갤", Rank.TYPO * STEP + 200),
    ],
)
def test_a_query_that_the_names_answer_is_a_name(query, best):
    assert is_a_name(query, best)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("비 오는 날 듣는 노래", None),
        ("조용한 새벽", Rank.TYPO * STEP + 690),
        ("밤 노래", Rank.INFIX * STEP + 5),
    ],
)
def test_a_query_that_they_leave_open_is_none(query, best):
    assert not is_a_name(query, best)


def test_words_within_a_name_mean_something_only_when_something_is_understood():
    within = Rank.INFIX * STEP + 5
    assert not is_described("밤 섬", within, understood=0)
    assert not is_described("밤", within, understood=1)
    assert is_described("밤 노래", within, understood=1)


def test_a_word_that_no_name_is_like_is_looked_for_by_meaning():
    assert is_described("벚꽃", None, understood=0)
    assert not is_described("버꼬", Rank.TYPO * STEP + 690, understood=0)


def test_only_a_typing_error_is_a_guess():
    assert is_a_guess(Rank.TYPO * STEP + 10)
    assert not is_a_guess(Rank.SLIP * STEP)
    assert not is_a_guess(None)


def test_words_are_taken_without_particles_and_without_what_is_known():
    assert other_words("마두금이 우는 몽환적인 밤", ["몽환적인"]) == ["마두금", "우는"]
    assert other_words("Accordion and accordion", []) == ["accordion"]
    assert len(other_words(" ".join(f"낱말{chr(0xAC00 + n)}" for n in range(20)), [])) == 8
