"""Addresses of the map."""

from django.urls import path

from recommendations.mapping import views

app_name = "mapping"

urlpatterns = [
    path("map/", views.show, name="map"),
    path("map/<int:band_id>/", views.card, name="card"),
    path("map/share.svg", views.share, name="share"),
]
