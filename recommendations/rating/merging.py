"""The ratings' part of a merge of two bands: none. What was rated was rated under that name."""

from bands.duplicates.movers import Mover
from recommendations.rating.models import Rating

MOVER = Mover(key="ratings", models=(Rating,))
