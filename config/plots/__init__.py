"""Charts as SVG text, drawn by pure functions from numbers and words that are handed in.

They carry class names only, never a style, so that they are safe under the content policy;
`static/css/plots.css` gives the colours, in the light and in the dark. Everything that a chart
says, its caller says in the reader's language (`Words`). Templates print them unescaped.
"""

from config.plots.bars import Bar, bars
from config.plots.columns import columns, histogram
from config.plots.lines import lines
from config.plots.scatter import Dot, scatter
from config.plots.svg import BadPlot, Svg
from config.plots.words import Series, Words

__all__ = [
    "BadPlot",
    "Bar",
    "Dot",
    "Series",
    "Svg",
    "Words",
    "bars",
    "columns",
    "histogram",
    "lines",
    "scatter",
]
