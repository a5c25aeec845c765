"""The index of the app's tables; each slice holds its own."""

from recommendations.board.models import BoardFigure
from recommendations.evaluation.models import EvaluationRun
from recommendations.exposure.models import ExposedBand, ExposureDay, ExposureEvent
from recommendations.preview.models import DraftPreview
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.suggest.models import BandRecommend, RecommendList

__all__ = [
    "BandRecommend",
    "BoardFigure",
    "DraftPreview",
    "EvaluationRun",
    "ExposedBand",
    "ExposureDay",
    "ExposureEvent",
    "ReachMeasure",
    "ReachRun",
    "RecommendList",
]
