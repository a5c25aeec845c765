"""Addresses of a member's kept conversations, for its apps."""

from django.urls import path

from recommendations.conversations.api import History, OneOfHistory

urlpatterns = [
    path("chat/history", History.as_view()),
    path("chat/history/<int:conversation_id>", OneOfHistory.as_view()),
]
