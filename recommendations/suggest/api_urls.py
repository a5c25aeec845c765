"""Addresses of a member's list (CONTRACT D15, P6)."""

from django.urls import path

from recommendations.suggest.api import Recommendations, UpdateRecommendations

urlpatterns = [
    path("bands/recommendations", Recommendations.as_view()),
    path("bands/recommendations/update", UpdateRecommendations.as_view()),
]
