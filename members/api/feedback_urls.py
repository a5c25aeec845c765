"""Addresses of what a member says of bands, below /api/."""

from django.urls import path

from members.api import feedback

urlpatterns = [
    path("bands/<int:band_id>/feedback", feedback.BandFeedback.as_view()),
    path("members/me/feedback", feedback.MyFeedback.as_view()),
]
