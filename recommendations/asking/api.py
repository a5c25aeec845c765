"""POST /api/chat - ask in one's own words. Nothing of it is stored."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from bands.api.serializers import band_object
from bands.models import Band
from config.api.envelope import success
from config.api.schema import operation
from config.api.throttling import ChatPerMember
from recommendations.asking.llm.services import helper_for
from recommendations.asking.serializers import (
    EXAMPLE,
    REQUEST_EXAMPLE,
    ChatInput,
    ChatPayload,
)
from recommendations.asking.services import Answer, Suggested, answer
from recommendations.asking.understanding import Tag

SURE_DECIMALS = 2
SIMILARITY_DECIMALS = 4  # CONTRACT D72


class Chat(APIView):
    throttle_classes = (*api_settings.DEFAULT_THROTTLE_CLASSES, ChatPerMember)

    @operation(
        summary="내 말로 찾기",
        description=(
            "한두 문장을 읽고, 무엇을 알아들었는지와 그에 맞는 밴드를 다섯 팀까지 알려 줍니다. "
            "source가 nearest이면 꼭 맞는 것이 없어 가장 가까운 팀을 고른 것이고, fallback이면 "
            "언어 모델이 목록 안에서 고른 것이며, nothing이면 offered의 키워드로 다시 물을 수 "
            "있습니다. 보낸 글은 저장하지 않습니다."
        ),
        message="내 말로 찾기 API",
        request=ChatInput,
        request_example=REQUEST_EXAMPLE,
        payload=ChatPayload,
        example=EXAMPLE,
        errors=(401, 404),
        operation_id="chat",
    )
    def post(self, request: Request) -> Response:
        asked = ChatInput(data=request.data)
        asked.is_valid(raise_exception=True)
        moment = now()
        given = answer(
            asked.validated_data["text"],
            member_id=request.user.pk,
            now=moment,
            language=asked.validated_data.get("language"),
            helper=helper_for(asker=str(request.user.external_id), now=moment),
        )
        return success(_("내 말로 찾기 API"), _payload(given, request))


def _payload(given: Answer, request: Request) -> dict[str, Any]:
    return {
        "understood": _understood(given),
        "language": given.language,
        "answer": "\n".join(given.said),
        "bands": [_band(item, request) for item in given.items],
        "source": given.source,
        "offered": [{"keywordId": w.pk, "keyword": w.keyword} for w in given.offered],
        "degraded": list(given.degraded),
    }


def _understood(given: Answer) -> dict[str, Any]:
    read = given.understood
    return {
        "mentions": list(_mentions(given)),
        "wanted": [_keyword(tag) for tag in read.wanted],
        "unwanted": [_keyword(tag) for tag in read.unwanted],
        "filters": {
            "bandsOut": list(read.filters.bands_out),
            "keywordsOut": list(read.filters.keywords_out),
            "genres": list(read.filters.genres),
            "kind": read.filters.kind or None,
        },
        "unmet": [{"lack": one.lack, "said": one.said} for one in read.unmet],
    }


def _mentions(given: Answer) -> Iterable[dict[str, Any]]:
    for heard in given.understood.heard:
        band = given.named.get(heard.mention.band_id)
        if band is not None:
            yield {
                **_name(band),
                "said": heard.mention.said,
                "attitude": heard.attitude,
                "confidence": round(heard.confidence, SURE_DECIMALS),
            }


def _keyword(tag: Tag) -> dict[str, Any]:
    word = tag.word
    return {"keywordId": word.keyword_id, "keyword": word.keyword, "ledBy": list(tag.led_by)}


def _band(item: Suggested, request: Request) -> dict[str, Any]:
    like = item.reasons.like
    return {
        **band_object(item.band, request),
        "similarity": round(item.similarity, SIMILARITY_DECIMALS),
        "reasons": {
            "keywords": [word.keyword for word in item.reasons.keywords],
            "like": _name(like) if like else None,
        },
    }


def _name(band: Band) -> dict[str, Any]:
    return {"bandId": band.pk, "bandName": band.name}
