"""How the words that say whether something is wanted are written down.

Each entry is (words, value, where). The words are pieces of regular expressions, a line for each
group, parted by blanks; value is 1 for wanted, -1 for not wanted, 0 for what says neither. Where a
piece captures something, that alone is the saying, and the rest of it only stands around.
"""

from enum import Enum, auto


class Where(Enum):
    """Of what a saying speaks."""

    BEHIND = auto()  # of what stands before it
    TOUCHING = auto()  # the same, but only of what it touches, as 말고 does
    LIKENING = auto()  # the same, and a refusal behind it has the last word: 혁오 같은 건 싫어
    COMPARED = auto()  # the same, and of a band it says nothing: 메탈보다 포크
    AHEAD = auto()  # of what follows it


Entry = tuple[str, int, Where]
