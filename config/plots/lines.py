"""Lines: how values go along an axis."""

from collections.abc import Sequence

from config.plots import frame
from config.plots.scales import axis
from config.plots.svg import BadPlot, Svg, element, group, short
from config.plots.words import Series, Words, finite, fitting


@frame.at_both_widths
def lines(
    width: float,
    words: Words,
    x: Sequence[float],
    series: Sequence[Series],
    *,
    names: Sequence[str] = (),
    from_zero: bool = True,
) -> Svg:
    """A line for each series over rising `x`, told apart by colour and dashes, with a legend.

    `names` are written below instead of the numbers, one for each x: days, versions. Raises
    `BadPlot` when lengths differ, x does not rise, or a number is NaN or infinite.
    """
    along, values = finite(x, "x"), fitting(series, len(x))
    if names and len(names) != len(along):
        raise BadPlot(f"{len(names)} names for {len(along)} places.")
    if along != sorted(along):
        raise BadPlot("x must rise.")
    if not along or not series:
        return frame.nothing(words, width)
    legend = [one.name for one in series]
    upright = axis((value for row in values for value in row), from_zero=from_zero)
    across = axis(along, about=10)
    sheet = frame.paper(upright, words, width, legend)
    at = across.scale(sheet.left, sheet.right)
    up = upright.scale(sheet.bottom, sheet.top)
    drawn = [
        _line([(at(a), up(b)) for a, b in zip(along, row, strict=True)], number)
        for number, row in enumerate(values)
    ]
    below = [(at(a), name) for a, name in zip(along, names, strict=False)]
    return frame.drawing(
        words,
        width,
        sheet.height,
        frame.legend(legend, width, _key),
        frame.y_axis(sheet, upright, words),
        frame.x_axis(sheet, below or frame.x_ticks(sheet, across), words),
        group(*drawn),
    )


def _line(points: Sequence[tuple[float, float]], number: int) -> Svg:
    """One point alone is a dot, which a path would not show."""
    if len(points) == 1:
        (x, y) = points[0]
        return element("circle", cx=x, cy=y, r=3, class_=f"plot-mark {frame.colour(number)}")
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)
    return element("path", d=path, class_=f"plot-line {frame.colour(number)}")


def _key(number: int, x: float, y: float) -> Svg:
    return _line([(x - 8, y), (x + 8, y)], number)
