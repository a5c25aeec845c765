"""The index of the app's tables; each slice holds its own."""

from recommendations.preview.models import DraftPreview
from recommendations.suggest.models import BandRecommend, RecommendList

__all__ = ["BandRecommend", "DraftPreview", "RecommendList"]
