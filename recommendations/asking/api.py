"""POST /api/chat - ask in one's own words. It is kept only for who wants that."""

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
from recommendations.asking.address import Asked, Thread
from recommendations.asking.llm.services import helper_for
from recommendations.asking.serializers import (
    EXAMPLE,
    REQUEST_EXAMPLE,
    ChatInput,
    ChatPayload,
)
from recommendations.asking.services import Answer, Suggested
from recommendations.asking.talking import Talk, talk
from recommendations.asking.understanding import Tag
from recommendations.conversations import services as conversations

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
            "있습니다. "
            "이어 물으려면 답의 thread를 그대로 다시 "
            "보내거나, 남긴 대화라면 conversationId를 보냅니다. without과 with는 이번에 알아들은 "
            "키워드에서 빼고 더할 것입니다. 대화를 남기도록 켠 회원의 글만 저장합니다."
        ),
        message="내 말로 찾기 API",
        request=ChatInput,
        request_example=REQUEST_EXAMPLE,
        payload=ChatPayload,
        example=EXAMPLE,
        errors=(401, 404, 409),
        operation_id="chat",
    )
    def post(self, request: Request) -> Response:
        body = ChatInput(data=request.data)
        body.is_valid(raise_exception=True)
        given, member_id = body.validated_data, request.user.pk
        thread = _thread(given, member_id)
        moment = now()
        talked = talk(
            thread.turns,
            member_id=member_id,
            now=moment,
            language=given.get("language"),
            helper=helper_for(asker=str(request.user.external_id), now=moment),
        )
        thread = thread.answered_with(talked.shown)
        kept = conversations.keep(
            member_id=member_id,
            conversation_id=thread.conversation,
            asked=thread.all,
            now=moment,
        )
        return success(_("내 말로 찾기 API"), _payload(talked, thread, kept, request))


def _thread(given: dict[str, Any], member_id: int) -> Thread:
    asked = asked_of(given)
    if given.get("conversationId"):
        return conversations.gone_on_with(
            member_id=member_id, conversation_id=given["conversationId"], asked=asked
        )
    return Thread((*map(asked_of, given.get("thread", ())), asked))


def asked_of(given: dict[str, Any]) -> Asked:
    return Asked(
        text=given["text"],
        without=tuple(given.get("without", ())),
        added=tuple(given.get("with", ())),
        shown=tuple(given.get("bandIds", ())),
    )


def asked_object(asked: Asked) -> dict[str, Any]:
    """As `thread` of a request takes it."""
    return {
        "text": asked.text,
        "without": list(asked.without),
        "with": list(asked.added),
        "bandIds": list(asked.shown),
    }


def _payload(talked: Talk, thread: Thread, kept: int | None, request: Request) -> dict[str, Any]:
    given, last = talked.answer, talked.followed[-1]
    return {
        "understood": _understood(given),
        "language": given.language,
        "answer": "\n".join(given.said),
        "bands": [_band(item, request) for item in given.items],
        "source": given.source,
        "offered": [{"keywordId": w.pk, "keyword": w.keyword} for w in given.offered],
        "degraded": list(given.degraded),
        "followUp": {
            "move": last.move,
            "pointed": list(last.pointed),
            "dropped": [word.keyword for word in last.dropped],
        },
        "thread": [asked_object(asked) for asked in thread.all],
        "conversationId": kept,
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
