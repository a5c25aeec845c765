"""Addresses of the first minutes."""

from django.urls import path

from recommendations.opening import views

app_name = "opening"

urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/pick/", views.pick, name="pick"),
    path("start/keywords/", views.keywords, name="keywords"),
]
