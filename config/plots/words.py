"""What a chart says and what it shows, and the guard against what cannot be drawn."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from config.plots.svg import BadPlot

NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Words:
    """All the text of a chart, in the reader's language.

    name : unlike any other on its page, small letters, digits and "-"
    title, description : what it is, and what it shows in a sentence for who cannot see it
    x, y : the axes
    nothing : said in the middle when there is nothing to draw
    """

    name: str
    title: str
    description: str
    x: str = ""
    y: str = ""
    nothing: str = ""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise BadPlot(f"A chart's name is an id, which {self.name!r} is not.")
        if not self.title.strip() or not self.description.strip():
            raise BadPlot(f"The chart {self.name!r} needs a title and a description.")


@dataclass(frozen=True)
class Series:
    """One row of values, by the name that the legend gives it."""

    name: str
    values: Sequence[float]


def finite(values: Iterable[float], what: str) -> list[float]:
    """The values as floats. Raises `BadPlot` for NaN and infinity."""
    numbers = [float(value) for value in values]
    if not all(map(isfinite, numbers)):
        raise BadPlot(f"{what} must be finite numbers.")
    return numbers


def fitting(series: Sequence[Series], length: int) -> list[list[float]]:
    """The values of each series. Raises `BadPlot` when one has another length or NaN."""
    for one in series:
        if len(one.values) != length:
            raise BadPlot(f"{one.name!r} has {len(one.values)} values for {length} places.")
    return [finite(one.values, one.name) for one in series]
