"""How a Korean name sounds in Latin letters, loosely enough to meet what a band calls itself."""

import re
import unicodedata

from bands.hangul import FINALS, FIRST, LAST, VOWELS, folded

# The Revised Romanisation, letter by letter. How neighbours change each other is left out:
# what is compared afterwards is a skeleton in which most of it is gone.
HEADS, CORES, TAILS = (
    tuple(sounds.replace("-", "").split(" "))
    for sounds in (
        "g kk n d tt r m b pp s ss - j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t",
    )
)

# What two spellings of one sound are brought to, the longer first.
SOUNDS = (
    ("jeu", "s"), ("tch", "j"), ("sch", "s"), ("ch", "j"), ("sh", "s"), ("th", "s"), ("ph", "p"),
    ("ck", "k"), ("qu", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ng", "n"),
    ("c", "k"), ("q", "k"), ("g", "k"), ("b", "p"), ("v", "p"), ("f", "p"), ("d", "t"), ("z", "j"),
)  # fmt: skip
MUTE_R = re.compile(r"r(?![aeiouyr])")  # 스타 for star
SILENT = re.compile(r"[aeiouyhw]")
TWICE = re.compile(r"(.)\1+")
NOT_LATIN = re.compile(r"[^a-z0-9]")


def latin(text: str) -> str:
    """The folded text in Latin letters and digits; what has no sound here is left out.

    >>> latin("실리카겔"), latin("Silica Gel")
    ('silrikagel', 'silicagel')
    """
    spelled = "".join(map(_syllable, folded(text)))
    plain = unicodedata.normalize("NFKD", spelled)
    return NOT_LATIN.sub("", plain)


def skeleton(text: str) -> str:
    """The consonants that carry a name, alike for one sound; '' when nothing carries it.

    >>> skeleton("실리카겔"), skeleton("Silica Gel")
    ('slkl', 'slkl')
    """
    sound = latin(text)
    for spelling, plain in SOUNDS:
        sound = sound.replace(spelling, plain)
    sound = MUTE_R.sub("", sound).replace("r", "l")
    return TWICE.sub(r"\1", SILENT.sub("", sound))


def _syllable(character: str) -> str:
    if not FIRST <= character <= LAST:
        return character
    rest, final = divmod(ord(character) - ord(FIRST), len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return HEADS[initial] + CORES[vowel] + TAILS[final]
