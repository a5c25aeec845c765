"""Lying bars: one value for each of some names."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.plots.frame import (
    FONT,
    GAP,
    NARROW,
    WIDE,
    at_both_widths,
    colour,
    drawing,
    label,
    nothing,
    tip,
)
from config.plots.scales import Scale, plain
from config.plots.svg import BadPlot, Svg, cut, element, group, linked, width_of
from config.plots.words import Words, finite

ROW = 26.0
NAME_LINE = 18.0  # above a bar where there is no room beside it
WIDEST_NAME = 240.0


@dataclass(frozen=True)
class Bar:
    """`value` is at least 0; `said` stands at its end instead of the number."""

    name: str
    value: float
    said: str = ""
    href: str = ""

    @property
    def end(self) -> str:
        return self.said or plain(self.value)


@at_both_widths
def bars(width: float, words: Words, rows: Sequence[Bar]) -> Svg:
    """The bars in the order given, values at their ends, names to the left or, narrow, above.

    Raises `BadPlot` for a value that is negative, NaN or infinite.
    """
    if not rows:
        return nothing(words, width)
    values = finite((row.value for row in rows), "Bars")
    if min(values) < 0:
        raise BadPlot("Bars must not be negative.")
    above = NAME_LINE if width < WIDE else 0.0
    names = min(WIDEST_NAME, max(width_of(row.name, FONT) for row in rows))
    start = GAP if above else names + GAP * 2
    room = max(width_of(row.end, FONT) for row in rows)
    scale = Scale(0.0, max(values) or 1.0, start, width - room - GAP * 2)
    height = ROW + above
    drawn = [_bar(row, n * height + GAP / 2, above, scale) for n, row in enumerate(rows)]
    return drawing(words, width, len(rows) * height + GAP, *drawn)


def _bar(row: Bar, top: float, above: float, scale: Scale) -> Svg:
    end, line = scale(row.value), top + above + ROW * 0.68
    mark = element(
        "rect",
        tip(f"{row.name}: {row.end}"),
        x=scale.start,
        y=top + above + 3,
        width=end - scale.start,
        height=ROW - 6,
        class_=f"plot-mark {colour(0)}",
    )
    if above:
        name = label(cut(row.name, FONT, NARROW - GAP * 2), scale.start, top + FONT, "start")
    else:
        name = label(cut(row.name, FONT, WIDEST_NAME), scale.start - GAP, line, "end")
    return group(linked(name, row.href), mark, label(row.end, end + GAP, line, "start"))
