"""The features' part of a merge of two bands: none moves, for they are those of one's own track."""

from bands.duplicates.movers import Mover
from bands.sound.models import TrackFeatures

MOVER = Mover(key="sound", models=(TrackFeatures,))
