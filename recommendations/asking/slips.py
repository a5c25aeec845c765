"""Which name a spelling is a slip of: by strokes, so that 실리까겔 is one stroke off.

A name within k slips of a text shares at least max(n, m) - 2 - 3k of its three-stroke pieces
(Ukkonen, "Approximate string-matching with q-grams", 1992); only such names are measured.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bands import hangul
from recommendations.asking.reading import LATIN

PIECE = 3
LEAST_STROKES = 6  # a slip in a shorter name makes another word
LEAST_LATIN = 7  # the same for Latin letters, which make more words of a length
TWO_SLIPS = 14  # strokes of a name that may have two


@dataclass(frozen=True)
class Slips:
    """Names by the pieces of their strokes."""

    names: dict[str, str] = field(repr=False)  # strokes -> folded name
    by_piece: dict[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, folded_names: Iterable[str]) -> "Slips":
        names = {strokes: key for key in folded_names if allowed(strokes := hangul.jamo(key))}
        by_piece: dict[str, list[str]] = {}
        for strokes in names:
            for piece in set(_pieces(strokes)):
                by_piece.setdefault(piece, []).append(strokes)
        return cls(names, {piece: tuple(found) for piece, found in by_piece.items()})

    def nearest(self, strokes: str) -> tuple[str, int] | None:
        """(the folded name, the slips) of the nearest name that is not the text itself."""
        found = [
            (slips, self.names[name])
            for name in self._sharing(strokes)
            if 0 < (slips := distance(strokes, name, allowed(name))) <= allowed(name)
        ]
        if not found:
            return None
        slips, name = min(found)
        return name, slips

    def _sharing(self, strokes: str) -> list[str]:
        shared = Counter(
            name for piece in set(_pieces(strokes)) for name in self.by_piece.get(piece, ())
        )
        return [
            name
            for name, count in shared.items()
            if abs(len(name) - len(strokes)) <= allowed(name)
            and count >= max(len(name), len(strokes)) - PIECE + 1 - PIECE * allowed(name)
        ]


def allowed(strokes: str) -> int:
    """How many slips a name of these strokes may have."""
    is_latin = LATIN.match(strokes) is not None
    if len(strokes) < (LEAST_LATIN if is_latin else LEAST_STROKES):
        return 0
    return 2 if len(strokes) >= TWO_SLIPS and not is_latin else 1


def distance(one: str, other: str, most: int) -> int:
    """Strokes missing, added, changed or swapped; anything above `most` may come as most + 1."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _pieces(strokes: str) -> list[str]:
    return [strokes[i : i + PIECE] for i in range(len(strokes) - PIECE + 1)]
