"""Standing bars: series over the same places, and how values are distributed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from config.plots import frame
from config.plots.frame import Paper
from config.plots.scales import Axis, axis, plain
from config.plots.svg import BadPlot, Svg, element, group
from config.plots.words import Series, Words, finite, fitting

FILLED = 0.78  # of a place's width
HAIR = 1.0  # between the columns of a histogram


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    value: float
    tip: str
    number: int = 0


@frame.at_both_widths
def columns(width: float, words: Words, places: Sequence[str], series: Sequence[Series]) -> Svg:
    """Columns beside each other at every place, a legend when there is more than one series.

    Raises `BadPlot` when a series does not fit the places, or holds NaN or infinity.
    """
    values = fitting(series, len(places))
    if not places or not series:
        return frame.nothing(words, width)
    names = [one.name for one in series]
    upright = axis((value for row in values for value in row), from_zero=True)
    sheet = frame.paper(upright, words, width, names)
    room = (sheet.right - sheet.left) / len(places)
    thick = room * FILLED / len(series)
    drawn = [
        Column(
            sheet.left + room * (place + (1 - FILLED) / 2) + thick * number,
            thick,
            value,
            f"{places[place]} · {names[number]}: {plain(value)}",
            number,
        )
        for number, row in enumerate(values)
        for place, value in enumerate(row)
    ]
    below = [(sheet.left + room * (n + 0.5), place) for n, place in enumerate(places)]
    return _drawn(words, width, sheet, upright, drawn, below, names)


@frame.at_both_widths
def histogram(width: float, words: Words, counts: Sequence[float], edges: Sequence[float]) -> Svg:
    """How often values fell between each edge and the next, over an axis of numbers.

    n counts and n + 1 rising edges, as numpy gives them. Raises `BadPlot` for anything else.
    """
    heights, at = finite(counts, "Counts"), finite(edges, "Edges")
    if not heights:
        return frame.nothing(words, width)
    if len(at) != len(heights) + 1 or any(low >= high for low, high in pairwise(at)):
        raise BadPlot(f"{len(heights)} counts need {len(heights) + 1} rising edges.")
    upright, across = axis(heights, from_zero=True), axis(at, about=10)
    sheet = frame.paper(upright, words, width)
    scale = across.scale(sheet.left, sheet.right)
    drawn = [
        Column(
            scale(low),
            max(scale(high) - scale(low) - HAIR, HAIR),
            count,
            f"{plain(low)}-{plain(high)}: {plain(count)}",
        )
        for (low, high), count in zip(pairwise(at), heights, strict=True)
    ]
    return _drawn(words, width, sheet, upright, drawn, frame.x_ticks(sheet, across))


def _drawn(
    words: Words,
    width: float,
    sheet: Paper,
    upright: Axis,
    drawn: Sequence[Column],
    below: Sequence[tuple[float, str]],
    names: Sequence[str] = (),
) -> Svg:
    return frame.drawing(
        words,
        width,
        sheet.height,
        frame.legend(names, width),
        frame.y_axis(sheet, upright, words),
        group(*(_column(column, sheet, upright) for column in drawn)),
        frame.x_axis(sheet, below, words),
    )


def _column(column: Column, sheet: Paper, upright: Axis) -> Svg:
    scale = upright.scale(sheet.bottom, sheet.top)
    top, bottom = sorted((scale(column.value), scale(0.0)))
    return element(
        "rect",
        frame.tip(column.tip),
        x=column.x,
        y=top,
        width=column.width,
        height=bottom - top,
        class_=f"plot-mark {frame.colour(column.number)}",
    )
