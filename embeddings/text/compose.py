"""What is embedded of a band and of keywords: pure functions, the same on every machine."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

# No byte-level tokeniser makes more tokens than bytes, so a text of this size is within the
# 8,192 tokens that OpenAI takes, in any language, without asking anybody.
MAX_BYTES = 8191

_UNSEEN = {"Cc", "Cf", "Cs"}  # controls, format characters (zero-width, bidi, tags), surrogates
_UNSEEN_MARKS = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_BLANK_LETTERS = re.compile("[\u115f\u1160\u3164\uffa0\u2800]")  # letters, says Unicode


def normalise(text: str) -> str:
    """The text as everybody sees it: NFC, single spaces, nothing invisible; idempotent.

    A model gives NFD Hangul and a trailing space another vector, and stops reading at NUL.
    """
    blank = _BLANK_LETTERS.sub(" ", _UNSEEN_MARKS.sub("", text))
    seen = "".join(map(_seen, blank))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character


def band_text(keywords: Iterable[str], description: str) -> str:
    """Keywords, a full stop, the description; nothing when there is no description.

    The order of the keywords is kept. A band's name is left out on purpose: it draws bands
    together that only have similar names. What exceeds `MAX_BYTES` is cut at a word's end.
    """
    said = normalise(description)
    if not said:
        return ""
    head = _joined(keywords)
    return shortened(f"{head}. {said}" if head else said)


def keywords_text(keywords: Iterable[str]) -> str:
    """Keywords as one text, in the order given (CONTRACT A8)."""
    return shortened(_joined(keywords))


def fingerprint(purpose: str, text: str) -> str:
    """The name of a composed text's vector: SHA-256 over its purpose and itself."""
    return hashlib.sha256(f"{purpose}\n{text}".encode()).hexdigest()


def shortened(text: str, max_bytes: int = MAX_BYTES) -> str:
    """A normalised text's longest beginning that fits, ending with a word where one ends near."""
    raw = text.encode()
    if len(raw) <= max_bytes:
        return text
    start = raw[:max_bytes].decode(errors="ignore")
    if text[len(start)] == " ":
        return start
    word_end = start.rfind(" ", len(start) * 9 // 10)
    return start[:word_end] if word_end > 0 else start.rstrip()


def _joined(keywords: Iterable[str]) -> str:
    return " ".join(filter(None, map(normalise, keywords)))
