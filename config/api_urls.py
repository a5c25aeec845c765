"""Addresses below /api/, composed from the apps."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config.api.docs import docs

urlpatterns = [
    path("schema", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs", docs, name="api-docs"),
    path("auth/", include("members.api.auth_urls")),
    path("members/", include("members.api.urls")),
    path("", include("members.api.feedback_urls")),
    path("", include("bands.api.urls")),
    path("", include("recommendations.suggest.api_urls")),
    path("", include("recommendations.asking.api_urls")),
    path("", include("recommendations.conversations.api_urls")),
    path("embeddings", include("embeddings.api.urls")),
]
