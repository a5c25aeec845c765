"""What a band and a keyword look like to a client."""

from dataclasses import astuple
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from bands.links import search_links, track_url
from bands.models import Band, Facet, Keyword
from bands.search import MAX_LIMIT, MAX_QUERY
from bands.services import cover_version


class BandSearchInput(serializers.Serializer):
    query = serializers.CharField(default="", allow_blank=True, max_length=MAX_QUERY)
    keyword = serializers.ListField(
        child=serializers.CharField(allow_blank=True, max_length=40), default=list, max_length=20
    )
    cursor = serializers.CharField(default="", allow_blank=True, max_length=1000)
    limit = serializers.IntegerField(default=20, min_value=1, max_value=MAX_LIMIT)


class KeywordListInput(serializers.Serializer):
    facet = serializers.ChoiceField(Facet.choices, default="", allow_blank=True)


def band_object(band: Band, request: Request) -> dict[str, Any]:
    """The band as every list shows it (CONTRACT D69, D70). Read it with `for_objects()`."""
    return {
        "bandId": band.pk,
        "bandName": band.name,
        "imageUrl": image_url(band, request),
        "topTrack": top_track_object(band),
        "keywords": [keyword.keyword for keyword in band.keywords.all()],
    }


def listed_band_object(band: Band, request: Request) -> dict[str, Any]:
    """The band in the catalogue: the same, and under which other names it is known."""
    return {
        "bandId": band.pk,
        "bandName": band.name,
        "aliases": [name.text for name in band.names.all() if not name.is_primary],
        "kind": band.kind,
        **band_object(band, request),
    }


def full_band_object(band: Band, request: Request) -> dict[str, Any]:
    description = getattr(band, "description", None)
    return {
        **listed_band_object(band, request),
        "keywordIds": [keyword.pk for keyword in band.keywords.all()],
        "description": {
            "ko": description.text if description else "",
            "en": description.text_en if description else "",
        },
        "links": links_object(band.name),
    }


def links_object(name: str) -> dict[str, str]:
    keys = ("youtube", "spotify", "appleMusic", "melon")
    return dict(zip(keys, astuple(search_links(name)), strict=True))


def image_url(band: Band, request: Request) -> str:
    """A photograph where the curator has one, else the cover that we draw (CONTRACT D78)."""
    path = f"{reverse('bands:cover', args=[band.pk])}?v={cover_version(band)}"
    return band.living_image_url or request.build_absolute_uri(path)


def top_track_object(band: Band) -> dict[str, str] | None:
    """CONTRACT D70, D71: null when the band has none."""
    track = getattr(band, "top_track", None)
    if track is None:
        return None
    return {
        "title": track.title,
        "externalUrl": track_url(band.name, track.title, track.living_url),
    }


def keyword_object(keyword: Keyword) -> dict[str, Any]:
    """The word with how many published bands carry it; read it with `with_band_count()`."""
    return {
        "keywordId": keyword.pk,
        "keyword": keyword.keyword,
        "english": keyword.english,
        "facet": keyword.facet,
        "bandCount": keyword.band_count,
    }
