"""Addresses of the catalogue below /api/."""

from django.urls import path

from bands.api.views import BandDetail, Bands, Keywords

urlpatterns = [
    path("bands", Bands.as_view()),
    path("bands/<int:band_id>", BandDetail.as_view(), name="api-band"),
    path("keywords", Keywords.as_view()),
]
