"""Whether other words for an answer may be shown: they must say what the templates say. Pure.

Nothing may be read into a sentence that was not given, so it is held to a closed list: every word
is one of the template's own or one of the plain words in `plain.txt`.
A sentence that fails in anything fails the whole answer, and the templates stand.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from embeddings.text import compose
from recommendations.asking.mentions import Lexicon, find_mentions
from recommendations.asking.reading import HANGUL, PARTICLES, Reading

FILE = Path(__file__).with_name("plain.txt")
LONGEST = 1.6  # times the template
SPARE = 40  # characters
MARKUP = re.compile(r"[<>\[\]{}|`*_#\\$&@~^=;]|https?:|www\.|://")
WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
MOST_ENDING = 5  # syllables that may follow a Korean stem
# What turns a sentence round; it may be in one only where the template has it.
TURNS = (
    re.compile(r"(?:긍정|좋아|좋은|마음에\s*(?:들|드)|positive|like|love)", re.I),
    re.compile(r"(?:부정|싫|별로|negative|dislike|hate)", re.I),
    re.compile(r"(?:않|아니|아닌|못|없|말고|빼|뺐|제외|\bnot?\b|n't|\bwithout\b|left out)", re.I),
)


def may_be_said(phrased: Sequence[str], templates: Sequence[str], *, lexicon: Lexicon) -> bool:
    """`lexicon` has every name of the catalogue, so that none is said that was not given."""
    return len(phrased) == len(templates) and all(
        _is_faithful(new, old, lexicon) for new, old in zip(phrased, templates, strict=True)
    )


def _is_faithful(new: str, old: str, lexicon: Lexicon) -> bool:
    return (
        bool(new)
        and new == compose.normalise(new)
        and len(new) <= LONGEST * len(old) + SPARE
        and not MARKUP.search(new)
        and bool(HANGUL.search(new)) == bool(HANGUL.search(old))
        and _numbers(new) == _numbers(old)
        and all(bool(turn.search(new)) == bool(turn.search(old)) for turn in TURNS)
        and _quoted(new) == _quoted(old)
        and _bands_in(new, lexicon) <= _bands_in(old, lexicon)
        and all(_is_allowed(word, _own_words(old)) for word in WORD.findall(new))
    )


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def _quoted(text: str) -> list[str]:
    return sorted(re.findall(r"['‘\"“]([^'’\"”]+)['’\"”]", text))


def _bands_in(text: str, lexicon: Lexicon) -> set[int]:
    return {one.band_id for one in find_mentions(Reading.of(text), lexicon)}


def _own_words(old: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(old))


def _is_allowed(word: str, own: frozenset[str]) -> bool:
    low, plain = word.lower(), _plain()
    nouns = own | plain.words
    if low in nouns:
        return True
    if not HANGUL.match(word):
        return False
    ends = range(1, len(low))
    return any(
        (low[:end] in nouns and PARTICLES.fullmatch(low[end:]))
        or (low[:end] in plain.stems and len(low) - end <= MOST_ENDING)
        for end in ends
    )


class Plain(NamedTuple):
    words: frozenset[str]  # Korean ones may have particles behind them
    stems: frozenset[str]  # Korean, and may end in any way


@cache
def _plain() -> Plain:
    given = FILE.read_text("utf-8").split()
    stems = frozenset(word.rstrip("*") for word in given if word.endswith("*"))
    return Plain(frozenset(word for word in given if not word.endswith("*")) | stems, stems)
