"""Addresses of a member's list."""

from django.urls import path

from recommendations.suggest import views

app_name = "suggest"

urlpatterns = [
    path("list/", views.mine, name="list"),
    path("list/update/", views.update, name="update"),
    path("list/<int:band_id>/feedback/", views.react, name="react"),
]
