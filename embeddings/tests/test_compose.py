"""What is embedded is composed purely (RELIABILITY P12, CONTRACT A8)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import compose
from embeddings.text.base import Purpose

ANY_TEXT = st.text(st.characters(), max_size=60)  # surrogates as well


def test_keywords_come_first_and_keep_their_order() -> None:
    text = compose.band_text(["신스팝", "몽환적인"], "서울의 밴드다.")
    assert text == "신스팝 몽환적인. 서울의 밴드다."


def test_a_band_without_keywords_is_its_description() -> None:
    assert compose.band_text([], " 서울의\n밴드다. ") == "서울의 밴드다."


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u200b\ufeff", "\x00", "\u3164\u115f"])
def test_a_band_without_a_visible_description_has_no_text(nothing: str) -> None:
    assert compose.band_text(["신스팝"], nothing) == ""


def test_keywords_are_joined_by_one_space() -> None:
    """CONTRACT A8."""
    assert compose.keywords_text(["신스팝", " 비 오는  날 ", ""]) == "신스팝 비 오는 날"


def test_decomposed_hangul_is_the_same_text() -> None:
    """RELIABILITY P12."""
    spelt = unicodedata.normalize("NFD", "실리카겔은 록 밴드")
    assert compose.normalise(spelt) == "실리카겔은 록 밴드"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("슬픈 🌧️ 노래", "슬픈 🌧 노래"),
        ("موسيقى هادئة", "موسيقى هادئة"),
        ("\u202eabc\u202c שלום", "abc שלום"),
        ("잔\u00ad잔\u200d한", "잔잔한"),
        ("록\U000e0041\U000e0042\U000e007f", "록"),
        ("록\U000e0100\ufe0f", "록"),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("가\u3000나\u00a0다\u2028라\r\n마", "가 나 다 라 마"),
        ("ㄱ\u3164ㄴ", "ㄱ ㄴ"),
    ],
)
def test_only_what_can_be_seen_is_kept(written: str, seen: str) -> None:
    """RELIABILITY P12: emoji, right-to-left text, and what hides between letters."""
    assert compose.normalise(written) == seen


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = compose.normalise(text)
    assert compose.normalise(once) == once
    assert once == once.strip()
    once.encode()


@given(ANY_TEXT)
def test_both_normal_forms_give_one_fingerprint(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({compose.normalise(form) for form in forms}) == 1


@given(st.lists(ANY_TEXT, max_size=5), ANY_TEXT)
def test_what_is_composed_needs_no_normalising(keywords: list[str], description: str) -> None:
    for text in (compose.band_text(keywords, description), compose.keywords_text(keywords)):
        assert compose.normalise(text) == text


@pytest.mark.parametrize("word", ["노래", "song", "🎸🎸"])
def test_a_long_text_is_cut_at_a_word_within_the_token_limit(word: str) -> None:
    """RELIABILITY P12: 8,192 tokens, and a token is at least a byte."""
    text = compose.band_text([], f"{word} " * 9000)
    assert 8192 * 0.9 < len(text.encode()) < 8192
    assert set(text.split(" ")) == {word}


def test_a_long_text_without_spaces_is_cut_between_characters() -> None:
    assert compose.band_text([], "가" * 9000) == "가" * (compose.MAX_BYTES // 3)


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(4, 60))
def test_a_cut_text_is_a_beginning_that_fits_and_stays_normal(text: str, most: int) -> None:
    clean = compose.normalise(text)
    cut = compose.shortened(clean, most)
    assert clean.startswith(cut)
    assert len(cut.encode()) <= most
    assert compose.normalise(cut) == cut


def test_a_fingerprint_names_the_purpose_and_the_text() -> None:
    passage = compose.fingerprint(Purpose.PASSAGE, "록")
    assert passage == compose.fingerprint("passage", "록")
    assert passage != compose.fingerprint(Purpose.QUERY, "록")
    assert passage != compose.fingerprint(Purpose.PASSAGE, "팝")
    assert len(passage) == 64
