"""Other words for an answer say what the templates say, or are not shown (CONTRACT R15, O3)."""

import pytest

from recommendations.asking.llm.tests.provider import MARKUP
from recommendations.asking.llm.wording import may_be_said
from recommendations.asking.tests.shelf import LEXICON

KOREAN = (
    "'실리카겔'에 대해 긍정적(0.92)인 감정을 갖고 있군요.",
    "이렇게 찾았어요: 몽환적인, 밤",
    "밴드 목록에서 찾았어요.",
)
ENGLISH = ("You feel positive (0.92) about 'Silica Gel'.", "Found in the catalogue.")


def said(new, at=0, old=KOREAN):
    return may_be_said([*old[:at], new, *old[at + 1 :]], old, lexicon=LEXICON)


@pytest.mark.parametrize(
    ("new", "at", "old"),
    [
        ("'실리카겔'에 대해서는 긍정적(0.92)인 마음이 느껴지네요.", 0, KOREAN),
        ("몽환적인 분위기와 밤을 따라 이렇게 골라 봤어요.", 1, KOREAN),
        ("여기 밴드 목록 안에서 골라 보여 드려요.", 2, KOREAN),
        ("Your feelings about 'Silica Gel' are positive (0.92).", 0, ENGLISH),
        ("These bands are all from our catalogue.", 1, ENGLISH),
    ],
)
def test_the_same_in_plain_words_may_be_said(new, at, old):
    assert said(new, at, old)


@pytest.mark.parametrize(
    ("why", "new", "at", "old"),
    [
        ("a band of the catalogue", "혁오 밴드 목록에서 찾았어요.", 2, KOREAN),
        ("a band of nowhere", "아이유 밴드 목록에서 찾았어요.", 2, KOREAN),
        ("a short name", "거미 밴드 목록에서 찾았어요.", 2, KOREAN),
        ("a Latin name", "Radiohead 밴드 목록에서 찾았어요.", 2, KOREAN),
        ("a name in English", "Found Radiohead in the catalogue.", 1, ENGLISH),
        ("another number", "'실리카겔'에 대해 긍정적(0.99)인 감정을 갖고 있군요.", 0, KOREAN),
        ("an id", "밴드 목록에서 99999999 찾았어요.", 2, KOREAN),
        ("no number", "'실리카겔'에 대해 긍정적인 감정을 갖고 있군요.", 0, KOREAN),
        ("no name", "긍정적(0.92)인 감정을 갖고 있군요.", 0, KOREAN),
        ("turned round", "'실리카겔'에 대해 부정적(0.92)인 감정을 갖고 있군요.", 0, KOREAN),
        ("denied", "'실리카겔'에 대해 긍정적(0.92)이지 않군요.", 0, KOREAN),
        ("denied in English", "You feel not positive (0.92) about 'Silica Gel'.", 0, ENGLISH),
        ("markup", f"밴드 목록에서 찾았어요. {MARKUP}", 2, KOREAN),
        ("an address", "밴드 목록에서 찾았어요 www.evil.example", 2, KOREAN),
        ("another language", "Found in the catalogue.", 2, KOREAN),
        ("a line break", "밴드 목록에서\n찾았어요.", 2, KOREAN),
        ("a hidden sign", "밴드 목록에서 찾았\u200b어요.", 2, KOREAN),
        ("too long", "밴드 목록에서 찾았어요. " * 20, 2, KOREAN),
        ("nothing", "", 2, KOREAN),
    ],
)
def test_anything_else_may_not(why, new, at, old):
    assert not said(new, at, old), why


def test_no_sentence_is_left_out_or_added():
    assert not may_be_said(KOREAN[:2], KOREAN, lexicon=LEXICON)
    assert may_be_said(KOREAN, KOREAN, lexicon=LEXICON)
