"""How the map is put into a template."""

from collections.abc import Mapping, Sequence

from django import template

from config.plots.svg import short
from recommendations.mapping.scene import Spot

register = template.Library()

MOST_DOTS = 1000  # of a ground; more would say no more of where bands are

PATHS = {
    "circle": "M-15 0A15 15 0 1 0 15 0A15 15 0 1 0 -15 0Z",
    "square": "M-13 -13H13V13H-13Z",
    "triangle": "M0 -17L16 12H-16Z",
    "pick": "M0 -15L15 0L0 15L-15 0Z",
    "gone": "M-12 0A12 12 0 1 0 12 0A12 12 0 1 0 -12 0Z",
}


@register.filter
def unit(number: float) -> str:
    """A coordinate, the same in every language."""
    return short(number)


@register.filter
def shape_path(shape: str) -> str:
    """The outline of a mark around its middle."""
    return PATHS[shape]


@register.filter
def named_near(spot: Spot, near: Mapping[int, Sequence[Spot]]) -> str:
    return ", ".join(other.name for other in near[spot.band_id])


@register.filter
def ground_path(spots: Sequence[Spot]) -> str:
    """All of them as one line that is drawn nowhere but at its round ends: a dot each."""
    stride = -(-len(spots) // MOST_DOTS) or 1
    places = dict.fromkeys((round(spot.x), round(spot.y)) for spot in spots[::stride])
    return "".join(f"M{x} {y}h0" for x, y in places)
