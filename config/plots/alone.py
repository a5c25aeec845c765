"""A chart as a file of its own, for pages that have none of the site's style sheets."""

from html import escape
from pathlib import Path

STYLES = Path(__file__).parents[2] / "static" / "css" / "plots.css"
GROUND = '<rect width="100%" height="100%" fill="#fff"/>'


def standing_alone(figure: str) -> str:
    """The markup of a chart -> an SVG document that carries its styles."""
    start, end = figure.index("<svg"), figure.index("</svg>")
    opening, _mark, inner = figure[start:end].partition(">")
    style = f"<style>{escape(STYLES.read_text(encoding='utf-8'), quote=False)}</style>"
    return f'{opening}>{style}{GROUND}<g class="plot">{inner}</g></svg>\n'
