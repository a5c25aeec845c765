"""Which acts may be one, by what they are called. Reads no database; fast at 20,000 acts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations, pairwise

from bands.duplicates.romanise import latin, skeleton
from bands.hangul import FIRST, LAST, folded, jamo

LEAST_STROKES = 7  # shorter names are one slip away from many
LEAST_SOUNDS = 3  # consonants; fewer are in too many names
LEAST_RATIO = 0.5  # of the letters; of 754 names written in both scripts a third is as close
CROWD = 20  # names under one key; a larger crowd is compared by neighbours, not all with all
COMMON = re.compile(r"^(?:the|더|밴드|band)\s+|\s+(?:밴드|band)$|(?<=\S)밴드$")
DIGITS = re.compile(r"\d+")


class Reason(StrEnum):
    """The strongest first."""

    NAME = "name"  # both are called so
    ALIAS = "alias"  # one is called as the other is called too
    SLIP = "slip"  # one stroke wrong, missing, doubled or swapped
    SOUND = "sound"  # 실리카겔 and Silica Gel
    VECTOR = "vector"  # the texts say the same; found by another app


BY_NAME = (Reason.NAME, Reason.ALIAS, Reason.SLIP, Reason.SOUND)


@dataclass(frozen=True)
class Name:
    band_id: int
    text: str
    is_primary: bool


@dataclass(frozen=True)
class Alike:
    """Two acts, the lower id first, and the two spellings that gave them away.

    likeness : 0 to 1, 1 for the same name
    """

    a: int
    b: int
    reason: Reason
    likeness: float
    spelled: tuple[str, str]


def alike(names: Iterable[Name]) -> list[Alike]:
    """Each pair of acts once, with its best reason; the likeliest first."""
    best: dict[tuple[int, int], Alike] = {}
    for one in _compared(list(names)):
        pair = (one.a, one.b)
        if pair not in best or one.likeness > best[pair].likeness:
            best[pair] = one
    return sorted(best.values(), key=lambda one: (-one.likeness, one.a, one.b))


def bare(text: str) -> str:
    """The name without 밴드, band or the, which come and go: '밴드 혁오' and '혁오' are one."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    short = COMMON.sub("", COMMON.sub("", plain))
    return short if len(folded(short)) > 1 else plain


def one_slip(a: str, b: str) -> bool:
    """Does one letter wrong, missing, added, or swapped with the next make `b` of `a`?

    >>> one_slip("abc", "abd"), one_slip("abc", "acb"), one_slip("abc", "ab"), one_slip("ab", "cd")
    (True, True, True, False)
    """
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return abs(len(a) - len(b)) == 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])


@dataclass(frozen=True)
class _Spelling:
    """A name with all that it is compared by."""

    name: Name
    core: str
    strokes: str
    digits: tuple[str, ...]
    sound: str
    is_korean: bool


def _spelling(name: Name) -> _Spelling:
    core = bare(name.text)
    return _Spelling(
        name=name,
        core=folded(core),
        strokes=jamo(core),
        digits=tuple(DIGITS.findall(core)),
        sound=skeleton(core),
        is_korean=any(FIRST <= letter <= LAST for letter in core),
    )


def _compared(names: list[Name]) -> Iterator[Alike]:
    """Every pair that shares a key is compared; no two others are ever looked at together."""
    blocks: dict[tuple, list[_Spelling]] = defaultdict(list)
    for name in names:
        spelling = _spelling(name)
        for key in _keys(spelling):
            blocks[key].append(spelling)
    for block in blocks.values():
        together = combinations(block, 2) if len(block) <= CROWD else pairwise(block)
        for one, other in together:
            if one.name.band_id != other.name.band_id and (found := _judge(one, other)):
                yield found


def _keys(spelling: _Spelling) -> Iterator[tuple]:
    yield "core", spelling.core
    if len(spelling.strokes) >= LEAST_STROKES:
        # Two names one slip apart are alike when each loses the right letter.
        strokes = spelling.strokes
        shorter = {strokes[:at] + strokes[at + 1 :] for at in range(len(strokes))}
        for key in (strokes, *shorter):
            yield "slip", spelling.digits, key
    if len(spelling.sound) >= LEAST_SOUNDS:
        yield "sound", spelling.sound


def _judge(one: _Spelling, other: _Spelling) -> Alike | None:
    if one.core == other.core:
        both = one.name.is_primary and other.name.is_primary
        return _alike(one, other, Reason.NAME if both else Reason.ALIAS, 1.0 if both else 0.97)
    if one.digits == other.digits and one_slip(one.strokes, other.strokes):
        if min(len(one.strokes), len(other.strokes)) >= LEAST_STROKES:
            return _alike(one, other, Reason.SLIP, 1 - 1 / len(one.strokes))
    elif one.is_korean != other.is_korean and one.sound == other.sound:
        ratio = SequenceMatcher(None, latin(one.core), latin(other.core)).ratio()
        if ratio >= LEAST_RATIO:
            return _alike(one, other, Reason.SOUND, 0.9 * ratio)
    return None


def _alike(one: _Spelling, other: _Spelling, reason: Reason, likeness: float) -> Alike:
    first, second = sorted((one.name, other.name), key=lambda name: name.band_id)
    return Alike(
        first.band_id, second.band_id, reason, round(likeness, 4), (first.text, second.text)
    )
