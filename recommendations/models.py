"""The index of the app's tables; each slice holds its own."""

from recommendations.asking.asked_for.models import AskedFor
from recommendations.asking.llm.models import LlmUse
from recommendations.board.models import BoardFigure
from recommendations.conversations.models import Conversation, ConversationTurn, Keeping
from recommendations.evaluation.models import EvaluationRun
from recommendations.experiments.models import Experiment, Exposure
from recommendations.exposure.models import ExposedBand, ExposureDay, ExposureEvent
from recommendations.mapping.models import CatalogueMap, MapPlace
from recommendations.preview.models import DraftPreview
from recommendations.rating.models import Rating
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.reception.models import Reception
from recommendations.satisfaction.models import WeeklyAnswer
from recommendations.steering.models import BandFamiliarity
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.training.models import TrainingRun

__all__ = [
    "AskedFor",
    "BandFamiliarity",
    "BandRecommend",
    "BoardFigure",
    "CatalogueMap",
    "Conversation",
    "ConversationTurn",
    "DraftPreview",
    "EvaluationRun",
    "Experiment",
    "ExposedBand",
    "Exposure",
    "ExposureDay",
    "ExposureEvent",
    "Keeping",
    "LlmUse",
    "MapPlace",
    "Rating",
    "ReachMeasure",
    "ReachRun",
    "Reception",
    "RecommendList",
    "TrainingRun",
    "WeeklyAnswer",
]
