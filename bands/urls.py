"""Addresses of the catalogue's pages."""

from django.urls import path

from bands import views

app_name = "bands"

urlpatterns = [
    path("bands/", views.browse, name="browse"),
    path("bands/<int:band_id>/", views.detail, name="detail"),
    path("bands/<int:band_id>/cover.svg", views.cover, name="cover"),
]
