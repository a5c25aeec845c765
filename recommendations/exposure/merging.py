"""The ledger's part of a merge of two bands: none. What was shown was shown under that name."""

from bands.duplicates.movers import Mover
from recommendations.exposure.models import ExposureDay, ExposureEvent

MOVER = Mover(key="exposure", models=(ExposureDay, ExposureEvent))
