"""Lying bars: one value for each of some names."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.plots.frame import FONT, GAP, WIDTH, colour, figure, label, nothing, tip
from config.plots.scales import Scale, plain
from config.plots.svg import BadPlot, Svg, cut, element, group, linked, width_of
from config.plots.words import Words, finite

ROW = 26.0
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


def bars(words: Words, rows: Sequence[Bar]) -> Svg:
    """The bars in the order given, names to the left, values at their ends.

    Raises `BadPlot` for a value that is negative, NaN or infinite.
    """
    if not rows:
        return nothing(words)
    values = finite((row.value for row in rows), "Bars")
    if min(values) < 0:
        raise BadPlot("Bars must not be negative.")
    names = min(WIDEST_NAME, max(width_of(row.name, FONT) for row in rows))
    room = max(width_of(row.end, FONT) for row in rows)
    scale = Scale(0.0, max(values) or 1.0, names + GAP * 2, WIDTH - room - GAP * 2)
    drawn = [_bar(row, number * ROW + GAP / 2, scale) for number, row in enumerate(rows)]
    return figure(words, len(rows) * ROW + GAP, *drawn)


def _bar(row: Bar, top: float, scale: Scale) -> Svg:
    end, line = scale(row.value), top + ROW * 0.68
    mark = element(
        "rect",
        tip(f"{row.name}: {row.end}"),
        x=scale.start,
        y=top + 3,
        width=end - scale.start,
        height=ROW - 6,
        class_=f"plot-mark {colour(0)}",
    )
    name = label(cut(row.name, FONT, WIDEST_NAME), scale.start - GAP, line, "end")
    return group(linked(name, row.href), mark, label(row.end, end + GAP, line, "start"))
