"""Where words stand on the map: near what they belong to, over no other words and no mark. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

SIZE = 1000.0  # units of the map's square
BESIDE = 26.0  # between a mark and its words
LETTER = 34.0  # of Hangul on a small screen
NARROW = 0.6  # of that: a Latin letter
LINE = 44.0  # the height of words
MARK = 24.0  # half of a mark on a small screen
TOP, BOTTOM = 34.0, SIZE - 16.0  # where words may stand
NOTHING = (0.0, 0.0)
MOST_AWAY = 16  # halves of a line up or down

At = tuple[float, float]


@dataclass(frozen=True)
class Words:
    """Words beside a point; `line` is the middle of where they stand, `at` what they belong to."""

    said: str
    at: At
    line: float
    kind: str
    is_left: bool = False

    @property
    def x(self) -> float:
        """Where they begin; where they end, if they stand to the left."""
        return self.at[0] + (-BESIDE if self.is_left else BESIDE)

    @property
    def is_away(self) -> bool:
        return abs(self.line - self.at[1]) > LINE / 2

    @property
    def box(self) -> "Box":
        wide = width(self.said)
        left = self.x - wide if self.is_left else self.x
        return Box(left, self.line - LINE / 2, left + wide, self.line + LINE / 2)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """Units of area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)

    @property
    def outside(self) -> float:
        """Units of width that are beyond the map."""
        return max(-self.left, 0.0) + max(self.right - SIZE, 0.0)


def width(said: str) -> float:
    """At most, on a small screen."""
    wide = sum(1 if unicodedata.east_asian_width(one) in "WF" else NARROW for one in said)
    return LETTER * wide


def placed(words: Iterable[Words], marks: Sequence[At]) -> tuple[Words, ...]:
    """The words where they hide least, each placed once those before it stand.

    A greedy point-feature labelling (Christensen, Marks and Shieber 1995): of the places on both
    sides of its point each takes the one that covers least, of as little the nearest.
    """
    taken: list[Words] = []
    points = [Box(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    for one in words:
        said = [other.box for other in taken]
        taken.append(_best(_places(one, said + points), said, points))
    return tuple(taken)


def _best(places: Iterable[Words], said: Sequence[Box], points: Sequence[Box]) -> Words:
    """The first place that hides nothing, else the first of those that hide least."""
    costs: dict[Words, tuple[float, float]] = {}
    for place in places:
        costs[place] = _cost(place.box, said, points)
        if costs[place] == NOTHING:
            return place
    return min(costs, key=costs.__getitem__)


def _places(one: Words, boxes: Iterable[Box]) -> list[Words]:
    """The nearest first: lines right above and below what is there, and halves of lines."""
    flush = [line for box in boxes for line in (box.top - LINE / 2, box.bottom + LINE / 2)]
    steps = [one.at[1] + step * LINE / 2 for step in range(-MOST_AWAY, MOST_AWAY + 1)]
    inside = {min(max(line, TOP), BOTTOM) for line in (*steps, *flush)}
    lines = sorted(inside, key=lambda line: (abs(line - one.at[1]), line))
    sides = (one.is_left, not one.is_left)
    return [replace(one, line=line, is_left=is_left) for line in lines for is_left in sides]


def _cost(box: Box, said: Iterable[Box], points: Iterable[Box]) -> tuple[float, float]:
    """(words hidden or lost, marks hidden), in units of area."""
    words = sum(box.shared(other) for other in said) + box.outside * LINE
    return round(words, 6), round(sum(box.shared(other) for other in points), 6)
