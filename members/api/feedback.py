"""Doors of what a member says of bands."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.envelope import success
from config.api.schema import operation
from members import services
from members.api.serializers import (
    FeedbackInput,
    FeedbackListInput,
    FeedbackListPayload,
    FeedbackPayload,
)

LIKE = {
    "bandId": 754,
    "bandName": "혁오",
    "stance": "liked",
    "reason": None,
    "until": None,
    "excludes": False,
    "madeAt": "2026-11-21T10:00:00+09:00",
}
NOT_FOR_ME = LIKE | {
    "bandId": 1103,
    "bandName": "실리카겔",
    "stance": "not_for_me",
    "reason": "similar",
    "excludes": True,
}


class BandFeedback(APIView):
    """PUT and DELETE /api/bands/{bandId}/feedback - say something of a band, or take it back."""

    @operation(
        operation_id="feedback_put",
        summary="밴드에 반응하기",
        description=(
            "`liked`(좋아요)는 배움에만 쓰입니다. `not_for_me`(취향이 아님), `known`(이미 앎), "
            "`hidden`(숨김)은 그 밴드를 모든 추천에서 뺍니다. 밴드마다 마지막 반응 하나만 "
            "남습니다. `reason`은 `not_for_me`에만, `days`는 `hidden`에만 쓰며 `days`가 없으면 "
            "계속 숨깁니다."
        ),
        message="반응을 저장했습니다.",
        request=FeedbackInput,
        request_example={"stance": "not_for_me", "reason": "similar"},
        payload=FeedbackPayload,
        example=NOT_FOR_ME,
        errors=(401, 404),
    )
    def put(self, request: Request, band_id: int) -> Response:
        body = FeedbackInput(data=request.data)
        body.is_valid(raise_exception=True)
        now = timezone.now()
        given = body.validated_data
        days = given["days"]
        said = services.Said(
            given["stance"], given["reason"] or "", now + timedelta(days=days) if days else None
        )
        row = services.react(member=request.user, band_id=band_id, said=said, now=now)
        return success(_("반응을 저장했습니다."), FeedbackPayload(row).data)

    @operation(
        operation_id="feedback_delete",
        summary="반응 거두기",
        description="아무 말도 하지 않은 것과 같아집니다. 여러 번 보내도 결과가 같습니다.",
        message="반응을 거두었습니다.",
        payload=None,
        example={},
        errors=(401, 404),
    )
    def delete(self, request: Request, band_id: int) -> Response:
        services.take_back(member=request.user, band_id=band_id)
        return success(_("반응을 거두었습니다."), {})


class MyFeedback(APIView):
    """GET /api/members/me/feedback - all that I said of bands."""

    @operation(
        operation_id="feedback_list",
        summary="내 반응",
        description="마지막 반응이 먼저 나옵니다. 기간이 끝난 숨김은 나오지 않습니다.",
        message="내 반응",
        payload=FeedbackListPayload,
        example={"feedback": [NOT_FOR_ME, LIKE], "next": None},
        errors=(400, 401, 404),
        parameters=[
            OpenApiParameter("cursor", str, description="앞선 답의 `next`"),
            OpenApiParameter("limit", int, default=20, description="1에서 100까지"),
        ],
    )
    def get(self, request: Request) -> Response:
        given = FeedbackListInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        page = services.feedback_page(
            member_id=request.user.pk,
            now=timezone.now(),
            limit=given.validated_data["limit"],
            after=given.validated_data["cursor"],
        )
        return success(_("내 반응"), FeedbackListPayload(page).data)
