"""Dots: two values of each of many things."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from config.plots import frame
from config.plots.frame import FONT, GAP, Paper
from config.plots.scales import axis
from config.plots.svg import Svg, element, group, linked, short, width_of
from config.plots.words import Words, finite

RADIUS = 4.0
SHAPES = (0, 4, 3, 5, 6, 8)  # corners of each group's mark; 0 is a circle

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Dot:
    """`group` is a place in the legend. `is_named`: its name is written beside it."""

    x: float
    y: float
    name: str = ""
    group: int = 0
    is_named: bool = False
    href: str = ""


@frame.at_both_widths
def scatter(width: float, words: Words, dots: Sequence[Dot], *, groups: Sequence[str] = ()) -> Svg:
    """The dots, groups told apart by colour and shape, with a legend for two groups or more.

    Names are written in the order of the dots, and left out where they would cover another
    name or the axis; every name is in the dot's own title. Raises `BadPlot` for NaN and infinity.
    """
    xs = finite((dot.x for dot in dots), "x")
    ys = finite((dot.y for dot in dots), "y")
    if not dots:
        return frame.nothing(words, width)
    across, upright = axis(xs, about=8), axis(ys, about=6)
    sheet = frame.paper(upright, words, width, groups, height=420.0)
    at, up = across.scale(sheet.left, sheet.right), upright.scale(sheet.bottom, sheet.top)
    places = [(at(x), up(y)) for x, y in zip(xs, ys, strict=True)]
    return frame.drawing(
        words,
        width,
        sheet.height,
        frame.legend(groups, width, _mark),
        frame.y_axis(sheet, upright, words),
        frame.x_axis(sheet, frame.x_ticks(sheet, across), words),
        group(*(_dot(dot, *place) for dot, place in zip(dots, places, strict=True))),
        group(*_names(sheet, dots, places)),
    )


def _dot(dot: Dot, x: float, y: float) -> Svg:
    said = (frame.tip(dot.name),) if dot.name else ()
    return linked(_mark(dot.group, x, y, *said), dot.href)


def _mark(number: int, x: float, y: float, *said: Svg) -> Svg:
    kind = f"plot-mark plot-dot {frame.colour(number)}"
    corners = SHAPES[number % len(SHAPES)]
    if not corners:
        return element("circle", *said, cx=x, cy=y, r=RADIUS, class_=kind)
    turns = (2 * pi * corner / corners - pi / 2 for corner in range(corners))
    points = " ".join(
        f"{short(x + 1.3 * RADIUS * cos(a))},{short(y + 1.3 * RADIUS * sin(a))}" for a in turns
    )
    return element("polygon", *said, points=points, class_=kind)


def _names(sheet: Paper, dots: Sequence[Dot], places: Sequence[tuple[float, float]]) -> list[Svg]:
    """To the right of the dot, or to the left where the paper ends."""
    taken: list[Box] = []
    written: list[Svg] = []
    for dot, (x, y) in zip(dots, places, strict=True):
        if not (dot.is_named and dot.name):
            continue
        width = width_of(dot.name, FONT)
        is_left = x + GAP + width > sheet.right
        start = x - GAP - width if is_left else x + GAP
        box = (start, y - FONT / 2, start + width, y + FONT / 2)
        if start >= sheet.left and not any(_touch(box, other) for other in taken):
            taken.append(box)
            name = frame.label(dot.name, start, y + FONT * 0.35, "start", "plot-label plot-name")
            written.append(linked(name, dot.href))
    return written


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
