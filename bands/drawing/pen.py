"""The hand that draws covers: its chances are a band's own, and the strokes it can make."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from math import cos, pi, sin
from random import Random

SIZE = 600
Point = tuple[float, float]


class Hand:
    """Chance that is the same every time for one band.

    What shapes a drawing most is `sway`: numbers from -1 to 1 read from the band's vector
    where there is one, so that bands that sound alike are drawn a little alike.
    """

    def __init__(self, key: str, vector: Sequence[float] | None = None) -> None:
        self._random = Random(sha256(key.encode()).digest())  # noqa: S311 - it hides nothing
        self._sways = [self.between(-1, 1) for _ in range(12)]
        if vector is not None and len(vector):
            self._sways = _sways(vector, self._sways)

    def chance(self) -> float:
        return self._random.random()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.chance()

    def pick(self, count: int) -> int:
        return int(self.chance() * count)

    def sway(self, number: int) -> float:
        return self._sways[number % len(self._sways)]


def _sways(vector: Sequence[float], own: Sequence[float]) -> list[float]:
    stride = max(1, len(vector) // len(own))
    chosen = [float(vector[number * stride % len(vector)]) for number in range(len(own))]
    most = max(map(abs, chosen)) or 1.0
    return [0.7 * value / most + 0.3 * mine for value, mine in zip(chosen, own, strict=True)]


def element(tag: str, inner: str = "", /, **attributes: object) -> str:
    """`<tag …>`: only attributes, never a style; `_` in a name stands for `-`."""
    pairs = "".join(f' {name.replace("_", "-")}="{_short(v)}"' for name, v in attributes.items())
    return f"<{tag}{pairs}>{inner}</{tag}>" if inner else f"<{tag}{pairs}/>"


def group(parts: Iterable[str], **attributes: object) -> str:
    return element("g", "".join(parts), **attributes)


def circle(x: float, y: float, radius: float, **attributes: object) -> str:
    return element("circle", cx=x, cy=y, r=radius, **attributes)


def box(x: float, y: float, width: float, height: float, **attributes: object) -> str:
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def shape(points: Iterable[Point], **attributes: object) -> str:
    return element("path", d=f"M{_joined(points)}Z", **attributes)


def line(points: Iterable[Point], **attributes: object) -> str:
    return element("path", d=f"M{_joined(points)}", **attributes)


def closed_curve(points: Sequence[Point]) -> str:
    """Path data of a smooth ring: the points pull it, the middles between them lie on it."""
    around = [*points[1:], points[0]]
    parts = [f"M{_at(middle(points[-1], points[0]))}"]
    for here, there in zip(points, around, strict=True):
        parts.append(f"Q{_at(here)} {_at(middle(here, there))}")
    return "".join(parts) + "Z"


def open_curve(points: Sequence[Point]) -> str:
    """Path data of a smooth line from the first point to the last."""
    parts = [f"M{_at(points[0])}"]
    for here, there in pairwise(points[1:-1]):
        parts.append(f"Q{_at(here)} {_at(middle(here, there))}")
    return "".join(parts) + f"Q{_at(points[-2])} {_at(points[-1])}"


def polar(x: float, y: float, radius: float, turn: float) -> Point:
    """The point at `turn` (1 is once around) and `radius` from a centre."""
    return x + radius * cos(2 * pi * turn), y + radius * sin(2 * pi * turn)


def middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def turned(degrees: float, right: float = 0, down: float = 0) -> str:
    """A transform around the middle of the cover."""
    moved = f"translate({round(right)} {round(down)}) " if right or down else ""
    return f"{moved}rotate({round(degrees)} {SIZE // 2} {SIZE // 2})"


def _joined(points: Iterable[Point]) -> str:
    return "L".join(map(_at, points))


def _at(point: Point) -> str:
    return f"{round(point[0])} {round(point[1])}"


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
