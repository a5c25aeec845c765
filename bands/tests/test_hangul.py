"""The keys that find a name (FEATURES N11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands import hangul

SYLLABLE = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
SYLLABLES = st.text(SYLLABLE)
BELOW_JAMO = st.characters(exclude_categories=["Cs"], max_codepoint=0x10FF)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("실리카겔", "실리카겔"),
        ("Silica  Gel!", "silicagel"),
        ("검정\u200b 치\u00ad마", "검정치마"),
        ("\u1109\u1175\u11af", "실"),  # NFD, as a Mac names its files
        ("９와 숫자들", "9와숫자들"),
        ("Café Mötley", "cafemotley"),
        ("알앤비·소울", "알앤비소울"),
        ("ㅅㄹㅋㄱ", "ㅅㄹㅋㄱ"),
        ("!!!", "!!!"),
        (" \u200b ", ""),
    ],
)
def test_folding_leaves_one_spelling(text, expected):
    assert hangul.folded(text) == expected


@given(st.text(BELOW_JAMO | SYLLABLE))
def test_folding_twice_is_folding_once(text):
    assert hangul.folded(hangul.folded(text)) == hangul.folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("실리카겔", "ㅅㅣㄹㄹㅣㅋㅏㄱㅔㄹ"),
        ("쏜애플", "ㅆㅗㄴㅇㅐㅍㅡㄹ"),
        ("괅", "ㄱㅗㅏㄹㄱ"),
        ("Silica 겔", "silicaㄱㅔㄹ"),
    ],
)
def test_jamo_are_the_strokes_on_the_keyboard(text, expected):
    assert hangul.jamo(text) == expected


@given(SYLLABLES, SYLLABLES, SYLLABLES)
def test_a_part_of_a_name_stays_a_part_in_jamo(before, part, after):
    assert hangul.jamo(part) in hangul.jamo(before + part + after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("실리카겔", "ㅅㄹㅋㄱ"), ("쏜애플", "ㅆㅇㅍ"), ("9와 숫자들", "9ㅇㅅㅈㄷ"), ("ㄳ", "ㄱㅅ")],
)
def test_initials_are_the_first_consonants(text, expected):
    assert hangul.initials(text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ㅅㄹㅋㄱ", True),
        ("ㅅ ㄹ", True),
        ("ㄳ", True),
        ("실ㄹ", False),
        ("abc", False),
        ("", False),
    ],
)
def test_a_query_of_consonants_alone_is_recognised(query, expected):
    assert hangul.is_initials(query) is expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("tlfflzkrpf", "실리카겔"),
        ("TLFFLZKRPF", "실리카겔"),
        ("gurdh", "혁오"),
        ("Thsdovmf", "쏜애플"),
        ("dlfrdj", "읽어"),
        ("dlfrrh", "읽고"),
        ("silica", "냐ㅣㅑㅊㅁ"),
        ("concert", "채ㅜㅊㄷㄱㅅ"),  # consonants that pair up make no vowel
    ],
)
def test_a_slip_into_the_english_layout_is_undone(keys, expected):
    assert hangul.from_qwerty(keys) == expected


@given(st.text(st.characters(codec="ascii")))
def test_whatever_is_typed_has_a_reading_in_the_korean_layout(keys):
    assert isinstance(hangul.from_qwerty(keys), str)


@given(SYLLABLES)
def test_every_syllable_survives_the_way_to_the_english_layout(text):
    shifted = "ㄲㄸㅃㅆㅉㅒㅖ"  # two letters to one key: lost without Shift, and rightly so
    if not set(hangul.jamo(text)) & set(shifted):
        assert hangul.jamo(hangul.from_qwerty(hangul.to_qwerty(text))) == hangul.jamo(text)


def test_a_slip_into_the_korean_layout_is_undone():
    assert hangul.to_qwerty("냐ㅣㅑㅊㅁ") == "silica"
