"""How a Hangul name sounds in Latin letters, however it is spelt: hyeogo and hyukoh are one.

Revised Romanization letter by letter, then a coarse key that forgets what people spell in
different ways. It is compared where no name is written as the query is (FEATURES N11).
"""

import re

from bands import hangul

INITIALS = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
    "p", "h",
]  # fmt: skip
VOWELS = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
    "we", "wi", "yu", "eu", "ui", "i",
]  # fmt: skip
CLOSED = [  # finals as they end
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
    "p", "t", "t", "ng", "t", "t", "k", "t", "p", "",
]  # fmt: skip
CARRIED = [  # finals before a syllable that begins with a vowel
    "", "g", "kk", "ks", "n", "nj", "n", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "l", "m",
    "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", "",
]  # fmt: skip

# In this order; each turns spellings that people mix into one.
COARSE = (
    (re.compile(r"oo|ou|eo|eu|wo|u"), "o"),
    (re.compile(r"ee|ui|yi"), "i"),
    (re.compile(r"ae|oe|ai"), "e"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ch|z"), "j"),
    (re.compile(r"ck|c|g|q"), "k"),
    (re.compile(r"d"), "t"),
    (re.compile(r"b|v|f"), "p"),
    (re.compile(r"r"), "l"),
    (re.compile(r"(?<=[^aeio])[yw]"), ""),
    (re.compile(r"(?<=[aeio])h(?![aeio])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
LEAST = 4  # letters of a key; shorter ones sound like much else


def romanised(text: str) -> str:
    """The folded text with each Hangul syllable spelt out; what is no Hangul stays as it is."""
    letters = hangul.folded(text)
    return "".join(map(_spelt, letters, letters[1:] + " ")).replace("lr", "ll")


def sound(text: str) -> str:
    """The coarse key of a text in Hangul or Latin letters."""
    key = romanised(text)
    for pattern, letter in COARSE:
        key = pattern.sub(letter, key)
    return key


def sounds_like(query: str, name: str) -> bool:
    """Does the Hangul `name` begin as the Latin `query` sounds?"""
    asked = sound(query)
    return len(asked) >= LEAST and sound(name).startswith(asked)


def _spelt(character: str, following: str) -> str:
    if not hangul.FIRST <= character <= hangul.LAST:
        return character
    rest, final = divmod(ord(character) - ord(hangul.FIRST), len(hangul.FINALS))
    initial, vowel = divmod(rest, len(hangul.VOWELS))
    finals = CARRIED if "아" <= following <= "잏" else CLOSED
    return INITIALS[initial] + VOWELS[vowel] + finals[final]
