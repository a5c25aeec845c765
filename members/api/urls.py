"""Addresses below /api/members/."""

from django.urls import path

from members.api import views

urlpatterns = [
    path("me", views.Me.as_view(), name="api-me"),
    path("me/picks", views.MyPicks.as_view(), name="api-my-picks"),
]
