"""The catalogue for everybody: search, one band, the vocabulary."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bands.api import payloads
from bands.api.conditional import unless_known
from bands.api.serializers import (
    BandSearchInput,
    KeywordListInput,
    full_band_object,
    keyword_object,
    listed_band_object,
)
from bands.duplicates.heirs import heir_of
from bands.search import keywords_given, search_bands, vocabulary
from bands.services import BandNotFound, published_band
from config.api.envelope import success
from config.api.errors import Problem, answer
from config.api.schema import operation


class Bands(APIView):
    """GET /api/bands?query=&keyword=&cursor=&limit= - search the catalogue, page by page."""

    permission_classes = (AllowAny,)

    @operation(
        operation_id="bands_list",
        summary="밴드 검색",
        message="밴드 검색 API",
        payload=payloads.BandListPayload,
        example=payloads.BAND_LIST,
        errors=(400, 401),
        parameters=payloads.SEARCH_PARAMETERS,
    )
    def get(self, request: Request) -> Response:
        given = BandSearchInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        found = search_bands(
            asked["query"],
            keyword_ids=keywords_given(list(filter(None, asked["keyword"]))),
            limit=asked["limit"],
            after=asked["cursor"],
        )
        bands = [listed_band_object(band, request) for band in found.bands]
        return success(_("밴드 검색 API"), {"bands": bands, "next": found.next})


class BandDetail(APIView):
    """GET /api/bands/{bandId} - all that is known about one band."""

    permission_classes = (AllowAny,)

    @operation(
        operation_id="bands_detail",
        summary="밴드 하나",
        message="밴드 조회 API",
        payload=payloads.BandDetailPayload,
        example=payloads.BAND_DETAIL,
        errors=(301, 401, 404),
    )
    def get(self, request: Request, band_id: int) -> HttpResponseBase:
        try:
            band = published_band(band_id)
        except BandNotFound:
            return _moved(band_id)
        found = success(_("밴드 조회 API"), full_band_object(band, request))
        return unless_known(request, found)


def _moved(band_id: int) -> HttpResponseBase:
    """301 to the band that this one was merged into; `BandNotFound` when it was not."""
    heir = heir_of(band_id)
    if heir is None:
        raise BandNotFound
    moved = answer(Problem(301))
    moved["Location"] = reverse("api-band", args=[heir])
    moved["Cache-Control"] = "no-store"  # a merge can be undone
    return moved


class Keywords(APIView):
    """GET /api/keywords?facet= - the vocabulary."""

    permission_classes = (AllowAny,)

    @operation(
        operation_id="keywords_list",
        summary="키워드 목록",
        message="키워드 목록 API",
        payload=payloads.KeywordListPayload,
        example=payloads.KEYWORD_LIST,
        errors=(400, 401),
        parameters=[payloads.FACET_PARAMETER],
    )
    def get(self, request: Request) -> Response:
        given = KeywordListInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        words = vocabulary(given.validated_data["facet"])
        listed = success(
            _("키워드 목록 API"), {"keywords": [keyword_object(word) for word in words]}
        )
        return unless_known(request, listed)
