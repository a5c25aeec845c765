"""Names that are words of every day too: only their surroundings tell whether a band is meant."""

import re
from pathlib import Path

from recommendations.asking.reading import PARTICLES

# Beyond the present catalogue, too: what a band that comes tomorrow may be called.
WORDS = frozenset(Path(__file__).with_name("ordinary.txt").read_text("utf-8").split())

# Two words of every day when they are written apart, a name when they are not.
PHRASES = frozenset(
    (
        "뜨거운감자",
        "가을방학",
        "안녕바다",
        "푸른새벽",
        "두번째달",
        "그림자궁전",
        "전기뱀장어",
        "장미여관",
    )
)

NUMBERS = ("다섯", "하나", "여섯", "일곱")
COUNTED = re.compile(r"\s*(?:팀|개|곡|명|밴드|가지|번|마디|시)")


def is_ordinary(folded_name: str, said: str = "") -> bool:
    """May this folded name, written as `said`, be of every day?"""
    if folded_name in PHRASES:
        return " " in said
    is_sign = len(folded_name) < 2 and folded_name.isascii()
    return is_sign or folded_name.isdecimal() or folded_name in WORDS


def is_no_name(folded_name: str, behind: str) -> bool:
    """다섯 곡 is a number of things, 가을 방학 때 a time, whatever else speaks for a name."""
    if folded_name.endswith(NUMBERS) and COUNTED.match(behind):
        return True
    return behind.lstrip().startswith("때")


def is_particles(tail: str) -> bool:
    """May a noun end its word with this?"""
    return PARTICLES.fullmatch(tail) is not None
