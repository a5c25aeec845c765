"""A member's five as an image to keep: one SVG that needs nothing from anywhere."""

from collections.abc import Iterator

from config.plots.svg import Svg, cut, element, group
from recommendations.mapping.scene import Mark, Picture, Spot

WIDTH, HEIGHT = 1080.0, 1350.0
LEFT, TOP, SCALE = 110.0, 120.0, 0.86  # of the map on the sheet
LINE, FIRST = 62.0, 1046.0  # of the names below it
GROUND, INK, QUIET = "#fcfbf9", "#1a1614", "#665e58"
DOT = "#cdc4bb"
COLOURS = ("#bd3410", "#0b62a3", "#3d7a1f")  # as plots.css has them


def share_image(picture: Picture, title: str) -> str:
    return element(
        "svg",
        element("title", title),
        element("rect", width=WIDTH, height=HEIGHT, fill=GROUND),
        _said(title, 64, 92, size=52, weight=800),
        _said("DiggIndie", WIDTH - 64, 92, size=30, fill=QUIET, anchor="end"),
        group(*map(_dot, picture.others), *map(_dot, picture.picks), fill=DOT),
        *(_mark(mark) for mark in picture.found),
        *_names(picture.found),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        width=WIDTH,
        height=HEIGHT,
        font_family="sans-serif",
    )


def _at(spot: Spot) -> tuple[float, float]:
    return LEFT + spot.x * SCALE, TOP + spot.y * SCALE


def _dot(spot: Spot) -> Svg:
    x, y = _at(spot)
    return element("circle", cx=x, cy=y, r=5.0)


def _mark(mark: Mark) -> Svg:
    x, y = _at(mark.spot)
    number = _said(str(mark.rank), x, y - 26, size=30, weight=800, anchor="middle")
    return group(_shape(mark, x, y), number)


def _names(found: tuple[Mark, ...]) -> Iterator[Svg]:
    for place, mark in enumerate(found):
        y = FIRST + place * LINE
        yield _shape(mark, 84, y - 14)
        yield _said(f"{mark.rank}", 120, y, size=40, weight=800)
        yield _said(cut(mark.spot.name, 40, WIDTH - 240), 176, y, size=40, weight=600)


def _shape(mark: Mark, x: float, y: float) -> Svg:
    look: dict[str, str | float] = {
        "fill": COLOURS[mark.number - 1],
        "stroke": GROUND,
        "stroke_width": 3.0,
    }
    if mark.shape == "circle":
        return element("circle", cx=x, cy=y, r=16.0, **look)
    if mark.shape == "square":
        return element("rect", x=x - 15, y=y - 15, width=30.0, height=30.0, **look)
    points = f"{x:.1f},{y - 19:.1f} {x + 18:.1f},{y + 13:.1f} {x - 18:.1f},{y + 13:.1f}"
    return element("polygon", points=points, **look)


def _said(
    words: str,
    x: float,
    y: float,
    *,
    size: float,
    weight: float = 400,
    fill: str = INK,
    anchor: str = "start",
) -> Svg:
    return element(
        "text", words, x=x, y=y, font_size=size, font_weight=weight, fill=fill, text_anchor=anchor
    )
