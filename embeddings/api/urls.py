"""Addresses below /api/embeddings."""

from django.urls import path

from embeddings.api.views import Embeddings, MissingEmbeddings, RemadeEmbeddings

urlpatterns = [
    path("", Embeddings.as_view()),
    path("/missing", MissingEmbeddings.as_view()),
    path("/remake", RemadeEmbeddings.as_view()),
]
