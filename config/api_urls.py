"""Addresses below /api/, composed from the apps."""

from django.urls import include, path

urlpatterns = [
    path("auth/", include("members.api.auth_urls")),
    path("members/", include("members.api.urls")),
    path("", include("bands.api.urls")),
    path("", include("recommendations.suggest.api_urls")),
    path("embeddings", include("embeddings.api.urls")),
]
