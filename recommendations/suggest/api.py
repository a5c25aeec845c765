"""The recommend endpoint and the stored list."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from bands.api.serializers import band_object
from bands.models import Band
from bands.querysets import BandQuerySet
from config.api.envelope import success
from config.api.schema import operation
from config.api.throttling import RecommendPerMember
from members.feedback import feedback_of
from members.models import BandFeedback
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.suggest.deciding import DEFAULT_ALGORITHM
from recommendations.suggest.lists import MemberList, Recommended
from recommendations.suggest.quotes import KOREAN, quote_in
from recommendations.suggest.serializers import EXAMPLE, RecommendationsPayload
from recommendations.suggest.services import stored_recommendations, update_recommendations

SCORE_DECIMALS = 4  # CONTRACT D72, A7


class UpdateRecommendations(APIView):
    """POST /api/bands/recommendations/update - make and store my list (CONTRACT D15)."""

    throttle_classes = (*api_settings.DEFAULT_THROTTLE_CLASSES, RecommendPerMember)

    @operation(
        summary="추천 밴드를 새로 만들기",
        description=(
            "고른 밴드와 키워드로 다섯 팀을 새로 고르고 저장합니다. 서로 다른 밴드를 셋보다 "
            "적게 골랐다면 V2로 세 팀을 고르며, meta.algorithm이 실제로 쓰인 방식입니다. "
            "algorithm을 적지 않으면 V3이고, 실험이 도는 동안에는 실험이 고른 방식입니다."
        ),
        message="추천 밴드 업데이트 API",
        payload=RecommendationsPayload,
        example=EXAMPLE,
        errors=(400, 401, 404, 409),
        parameters=[
            OpenApiParameter("algorithm", str, enum=sorted(ALGORITHMS), default=DEFAULT_ALGORITHM)
        ],
        operation_id="recommendations_update",
    )
    def post(self, request: Request) -> Response:
        made = update_recommendations(
            member_id=request.user.pk,
            now=now(),
            algorithm=request.query_params.get("algorithm"),
            loading=BandQuerySet.for_objects,
        )
        return success(_("추천 밴드 업데이트 API"), payload(made, request))


class Recommendations(APIView):
    """GET /api/bands/recommendations - my stored list (CONTRACT P6)."""

    @operation(
        summary="저장된 추천 밴드",
        message="추천 밴드 조회 API",
        payload=RecommendationsPayload,
        example=EXAMPLE,
        errors=(401, 404),
        operation_id="recommendations_stored",
    )
    def get(self, request: Request) -> Response:
        stored = stored_recommendations(
            member_id=request.user.pk, now=now(), loading=BandQuerySet.for_objects
        )
        return success(_("추천 밴드 조회 API"), payload(stored, request))


def payload(made: MemberList, request: Request) -> dict[str, Any]:
    return {
        "bands": [_band(item, request) for item in made.items],
        "meta": {
            "algorithm": made.algorithm or None,
            "requestedAlgorithm": made.requested_algorithm or None,
            "generatedAt": made.made_at.isoformat() if made.made_at else None,
            "inputsHash": made.inputs_hash or None,
            "stale": made.is_stale,
            "degraded": list(made.degraded),
            "setAside": _set_aside(made, request),
        },
    }


def _set_aside(made: MemberList, request: Request) -> list[dict[str, Any]]:
    """What was picked or blocked since, by which word and until when (FEATURES N15)."""
    said = feedback_of(request.user.pk, now()) if made.set_aside else {}
    return [_aside(item.band, said.get(item.band.pk)) for item in made.set_aside]


def _aside(band: Band, said: BandFeedback | None) -> dict[str, Any]:
    block = said if said and said.excludes else None
    return {
        "bandId": band.pk,
        "bandName": band.name,
        "why": block.stance if block else "picked",
        "until": block.until.isoformat() if block and block.until else None,
    }


def _band(item: Recommended, request: Request) -> dict[str, Any]:
    """CONTRACT D69: the keys in this order, ours after them (P5)."""
    shown = band_object(item.band, request)
    return {
        "bandId": shown["bandId"],
        "score": round(item.score, SCORE_DECIMALS),
        "bandName": shown["bandName"],
        "imageUrl": shown["imageUrl"],
        "topTrack": shown["topTrack"],
        "keywords": shown["keywords"],
        "reasons": _reasons(item),
    }


def _reasons(item: Recommended) -> dict[str, Any]:
    because = item.reasons.because
    return {
        "because": {"bandId": because.pk, "bandName": because.name} if because else None,
        "sharedKeywords": [word.keyword for word in item.reasons.shared_keywords],
        "tasteGroup": item.reasons.group,
        "slot": item.reasons.slot,
        "quote": quote_in(item.band, item.reasons.quotes, (get_language() or KOREAN)[:2]) or None,
    }
