"""How a name is folded into the keys that find it: letters, jamo, initials, keyboard slips."""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
FIRST, LAST = "가", "힣"

# What two strokes on the keyboard make one letter. Splitting it keeps 쇄 close to 소 and 새.
STROKES = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
JOINED = {strokes: letter for letter, strokes in STROKES.items()}
SPLIT = str.maketrans(STROKES)

# NFKC turns a lone ㅅ into a conjoining letter; it is turned back into the one people type.
LONE = str.maketrans(
    {chr(0x1100 + i): letter for i, letter in enumerate(INITIALS)}
    | {chr(0x1161 + i): letter for i, letter in enumerate(VOWELS)}
    | {chr(0x11A7 + i): letter for i, letter in enumerate(FINALS) if i}
)

KEYS = dict(zip("rRseEfaqQtTdwWczxvg", INITIALS, strict=True)) | dict(
    zip("koiOjpuPhynbml", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True)
)
TO_HANGUL = str.maketrans({key.upper(): letter for key, letter in KEYS.items()} | KEYS)
TO_KEYS = str.maketrans({letter: key.lower() for key, letter in KEYS.items()})

_VOWEL = "|".join([strokes for strokes in JOINED if strokes[0] in VOWELS] + [f"[{VOWELS}]"])
_FINAL = "|".join([strokes for strokes in JOINED if strokes[0] in FINALS] + [f"[{FINALS.strip()}]"])
SYLLABLE = re.compile(rf"([{INITIALS}])({_VOWEL})((?:{_FINAL})(?![{VOWELS}]))?")


def folded(text: str) -> str:
    """Letters and digits only, one spelling of each: 'Silica  Gel!' and 'silicagel' are one.

    A name made of signs alone, such as '!!!', keeps them: it must be found too.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in plain if unicodedata.category(c)[0] in "LN")
    kept = letters or "".join(c for c in plain if unicodedata.category(c)[0] in "PS")
    return unicodedata.normalize("NFKC", kept).translate(LONE)


def jamo(text: str) -> str:
    """The folded text stroke by stroke: a slip of one finger changes one letter of it."""
    return "".join(map(parted, folded(text))).translate(SPLIT)


def initials(text: str) -> str:
    """The first consonant of each syllable, 초성; what is not Hangul stays as it is."""
    return "".join(parted(c)[0] if FIRST <= c <= LAST else STROKES.get(c, c) for c in folded(text))


def is_initials(query: str) -> bool:
    """Is it typed in first consonants alone, like ㅅㄹㅋㄱ for 실리카겔?"""
    letters = folded(query).translate(SPLIT)
    return bool(letters) and all(letter in INITIALS for letter in letters)


def from_qwerty(text: str) -> str:
    """What the same keys write in the Korean layout: 'tlfflzkrpf' is 실리카겔."""
    keys = text.lower() if text.isupper() else text  # all capitals: Caps Lock, not Shift
    return SYLLABLE.sub(_syllable, keys.translate(TO_HANGUL))


def to_qwerty(text: str) -> str:
    """What the same keys write in the English layout: '냐ㅣㅑㅊㅁ' is 'silica'."""
    return jamo(text).translate(TO_KEYS)


def parted(character: str) -> str:
    """A syllable's letters, 겔 as ㄱㅔㄹ; what is not one stays as it is."""
    if not FIRST <= character <= LAST:
        return character
    rest, final = divmod(ord(character) - ord(FIRST), len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return (INITIALS[initial] + VOWELS[vowel] + FINALS[final]).strip()


def _syllable(found: re.Match[str]) -> str:
    initial, vowel, final = (JOINED.get(part, part) for part in found.groups(" "))
    index = INITIALS.index(initial) * len(VOWELS) + VOWELS.index(vowel)
    return chr(ord(FIRST) + index * len(FINALS) + FINALS.index(final))
