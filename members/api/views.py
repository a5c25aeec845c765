"""Doors of the member itself: who I am, what I picked."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.envelope import success
from config.api.schema import operation
from members import services
from members.api.serializers import MePayload, PicksInput, PicksPayload

EXAMPLE_PICKS = {
    "bandIds": [754, 1103],
    "keywordIds": [3],
    "bands": [
        {"bandId": 754, "bandName": "혁오"},
        {"bandId": 1103, "bandName": "실리카겔"},
    ],
    "keywords": [{"keywordId": 3, "keyword": "몽환"}],
}


class Me(APIView):
    @operation(
        operation_id="me",
        summary="내 정보",
        message="내 정보",
        payload=MePayload,
        example={
            "externalId": "0b2f7c9e-5b1d-4c53-9a55-3d1d6f0f6c11",
            "userId": "digger",
            "email": "digger@example.com",
            "counts": {"bands": 2, "keywords": 1},
            "joinedAt": "2026-11-21T10:00:00+09:00",
        },
        errors=(401, 404),
    )
    def get(self, request: Request) -> Response:
        picks = services.picks_of(request.user.pk)
        return success(_("내 정보"), MePayload(request.user, context={"picks": picks}).data)


class MyPicks(APIView):
    @operation(
        operation_id="picks",
        summary="내가 고른 밴드와 키워드",
        message="고른 밴드와 키워드",
        payload=PicksPayload,
        example=EXAMPLE_PICKS,
        errors=(401, 404),
    )
    def get(self, request: Request) -> Response:
        return success(_("고른 밴드와 키워드"), _picks(request.user.pk))

    @operation(
        operation_id="picks_replace",
        summary="고른 밴드와 키워드를 바꾸기",
        description="보낸 것이 고른 것 전부가 됩니다. 여러 번 보내도 결과가 같습니다.",
        message="고른 밴드와 키워드를 저장했습니다.",
        request=PicksInput,
        request_example={"bandIds": [754, 1103], "keywordIds": [3]},
        payload=PicksPayload,
        example=EXAMPLE_PICKS,
        errors=(401, 404),
    )
    def put(self, request: Request) -> Response:
        body = PicksInput(data=request.data)
        body.is_valid(raise_exception=True)
        services.replace_picks(member=request.user, now=timezone.now(), **body.validated_data)
        return success(_("고른 밴드와 키워드를 저장했습니다."), _picks(request.user.pk))


def _picks(member_id: int) -> dict[str, Any]:
    bands = list(services.picked_bands(member_id).only("name"))
    keywords = list(services.picked_keywords(member_id).only("keyword"))
    return PicksPayload(
        {
            "bandIds": [band.pk for band in bands],
            "keywordIds": [keyword.pk for keyword in keywords],
            "bands": bands,
            "keywords": keywords,
        }
    ).data
