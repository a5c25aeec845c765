"""Which words look like one, and why (CONTRACT S14, S19)."""

import numpy as np
import pytest

from bands.catalogue_file import VOCABULARY, read_words
from embeddings.vocabulary.likeness import Sign, Spelt, alike

NOWHERE = [None, None]


def sign(one, other, cosine=None):
    vectors = NOWHERE
    if cosine is not None:
        vectors = [np.array([1.0, 0.0]), np.array([cosine, np.sqrt(1 - cosine**2)])]
    found = alike([Spelt(*one), Spelt(*other)], vectors)
    return found[0].sign if found else None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("신스팝",), ("신스 팝",), Sign.SPELLING),
        (("Lo-Fi",), ("lofi",), Sign.SPELLING),
        (("슈게이징", "shoegaze"), ("Shoegaze",), Sign.SPELLING),
        (("슈게이징", "shoegaze"), ("슈게이즈", "shoe-gaze"), Sign.ENGLISH),
        (("사이키델릭",), ("싸이키델릭",), Sign.SLIP),
        (("몽환적인",), ("몽환적",), None),
        (("밤",), ("봄",), None),
        (("인디 록", "indie rock"), ("인디 팝", "indie pop"), None),
    ],
)
def test_spellings_that_are_one_word(one, other, expected):
    assert sign(one, other) == expected


def test_words_near_in_meaning_may_be_one():
    assert sign(("여자 보컬",), ("여성 보컬",), cosine=0.96) == Sign.MEANING
    assert sign(("메탈",), ("재즈",), cosine=0.36) is None


def test_the_surest_come_first_and_then_the_nearest():
    words = [Spelt("신스팝"), Spelt("메탈"), Spelt("금속"), Spelt("신스 팝"), Spelt("쇠")]
    vectors = [None, *(np.array([np.cos(a), np.sin(a)]) for a in (0.0, 0.5, 2.0, 0.3))]

    found = [(one.a, one.b, one.sign) for one in alike(words, vectors)]

    assert found == [
        (0, 3, Sign.SPELLING),
        (2, 4, Sign.MEANING),
        (1, 4, Sign.MEANING),
        (1, 2, Sign.MEANING),
    ]


def test_the_starter_vocabulary_has_no_word_twice():
    words = read_words(VOCABULARY.read_bytes()).good.values()

    assert alike([Spelt(w.keyword, w.english) for w in words], [None] * len(words)) == []
