"""The paper of every chart: its figure, its axes, its grid, its legend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from config.plots.scales import Axis, said
from config.plots.svg import Svg, cut, element, group, width_of
from config.plots.words import Words

WIDE, NARROW = 720.0, 360.0  # the second for a small screen, where the first were too small to read
HEIGHT = 300.0
FONT = 13.0
GAP = 8.0  # between a label and what it belongs to
KEY = 20.0  # a key of the legend, with the gap after it
COLOURS = 6  # plot-1 to plot-6 in plots.css; a seventh series starts again

Key = Callable[[int, float, float], Svg]  # number of the series, middle x, middle y
Rest = ParamSpec("Rest")


def colour(number: int) -> str:
    """The class of the series with that number, from 0."""
    return f"plot-{number % COLOURS + 1}"


@dataclass(frozen=True)
class Paper:
    """The rectangle in which values are drawn; `height` is that of the whole chart."""

    left: float
    right: float
    top: float
    bottom: float
    height: float


def at_both_widths(
    draw: Callable[Concatenate[float, Words, Rest], Svg],
) -> Callable[Concatenate[Words, Rest], Svg]:
    """A chart as a `<figure>` that holds it twice; `plots.css` shows the one that has room.

    draw : (width, words, …) -> `drawing`
    """

    @wraps(draw)
    def drawn(words: Words, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Svg:
        narrow = replace(words, name=f"{words.name}-narrow")
        both = draw(WIDE, words, *args, **kwargs), draw(NARROW, narrow, *args, **kwargs)
        return element("figure", *both, class_="plot", id=words.name)

    return drawn


def drawing(words: Words, width: float, height: float, *parts: Svg) -> Svg:
    """An accessible `<svg>`."""
    return element(
        "svg",
        element("title", words.title, id=f"{words.name}-title"),
        element("desc", words.description, id=f"{words.name}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="img",
        class_="plot-narrow" if width < WIDE else "plot-wide",
        aria_labelledby=f"{words.name}-title {words.name}-desc",
    )


def nothing(words: Words, width: float) -> Svg:
    """What is drawn when there is nothing to draw."""
    middle = element(
        "text", words.nothing, x=width / 2, y=60, text_anchor="middle", class_="plot-nothing"
    )
    return drawing(words, width, 120, middle)


def paper(
    vertical: Axis, words: Words, width: float, names: Sequence[str] = (), height: float = HEIGHT
) -> Paper:
    """Room for the labels of the axes, the axis titles and a legend."""
    widest = max(width_of(said(tick, vertical.step), FONT) for tick in vertical.ticks)
    left = widest + GAP * 2 + (FONT + GAP if words.y else 0)
    top = GAP * 2 + legend_height(names, width)
    bottom = height - FONT - GAP * 2 - (FONT + GAP if words.x else 0)
    return Paper(left, width - GAP * 3, top, bottom, height)


def y_axis(sheet: Paper, vertical: Axis, words: Words) -> Svg:
    scale = vertical.scale(sheet.bottom, sheet.top)
    parts = [_level(sheet, scale(tick), said(tick, vertical.step)) for tick in vertical.ticks]
    if words.y:
        x, y = FONT, (sheet.top + sheet.bottom) / 2
        turn = f"rotate(-90 {x:.1f} {y:.1f})"
        parts.append(label(words.y, x, y, "middle", "plot-axis", transform=turn))
    return group(*parts)


def x_axis(sheet: Paper, places: Sequence[tuple[float, str]], words: Words) -> Svg:
    """Labels below the paper, as many as stand beside each other; the ground line; the title."""
    line = _line(sheet.left, sheet.bottom, sheet.right, sheet.bottom, "plot-ground")
    y = sheet.bottom + FONT + GAP
    parts = [line, *(label(name, x, y, "middle") for x, name in _apart(places))]
    if words.x:
        middle = (sheet.left + sheet.right) / 2
        parts.append(label(words.x, middle, y + FONT + GAP, "middle", "plot-axis"))
    return group(*parts)


def x_ticks(sheet: Paper, across: Axis) -> list[tuple[float, str]]:
    scale = across.scale(sheet.left, sheet.right)
    return [(scale(tick), said(tick, across.step)) for tick in across.ticks]


def square(number: int, x: float, y: float) -> Svg:
    """The key of a series of areas, its middle at x and y."""
    kind = f"plot-mark {colour(number)}"
    return element("rect", x=x - 6, y=y - 6, width=12, height=12, class_=kind)


def legend(names: Sequence[str], width: float, key: Key = square) -> Svg:
    """Keys with names in rows from the top left; none for fewer than two series."""
    room = width - 60
    keys = [
        group(key(n, x + 6, y - 5), label(cut(name, FONT, room), x + KEY, y, "start"))
        for n, (name, x, y) in enumerate(_keys(names, width))
    ]
    return group(*keys) if len(names) > 1 else Svg("")


def legend_height(names: Sequence[str], width: float) -> float:
    return _keys(names, width)[-1][2] + GAP if len(names) > 1 else 0.0


def label(
    name: str, x: float, y: float, anchor: str, kind: str = "plot-label", transform: str = ""
) -> Svg:
    """Words that are anchored there: "start", "middle" or "end"."""
    return element("text", name, x=x, y=y, text_anchor=anchor, class_=kind, transform=transform)


def tip(words: str) -> Svg:
    """What a pointer over a mark is told."""
    return element("title", words)


def _keys(names: Sequence[str], width: float) -> list[tuple[str, float, float]]:
    placed, x, y = [], GAP, FONT + GAP / 2
    for name in names:
        taken = KEY + min(width_of(name, FONT), width - 60) + GAP * 3
        if x > GAP and x + taken > width:
            x, y = GAP, y + FONT + GAP
        placed.append((name, x, y))
        x += taken
    return placed


def _apart(places: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Every so many-th label, so that none touches the next."""
    if len(places) < 2:
        return list(places)
    room = abs(places[1][0] - places[0][0])
    widest = max(width_of(name, FONT) for _x, name in places) + GAP
    stride = max(1, -int(-widest // max(room, 1e-9)))
    return list(places[::stride])


def _level(sheet: Paper, y: float, name: str) -> Svg:
    line = _line(sheet.left, y, sheet.right, y, "plot-grid")
    return group(line, label(name, sheet.left - GAP, y + FONT * 0.35, "end"))


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Svg:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)
