"""Doors of a member's kept conversations; nobody else's is found."""

from typing import Any

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.envelope import success
from config.api.schema import operation
from recommendations.asking.api import asked_object
from recommendations.conversations import services
from recommendations.conversations.models import Conversation
from recommendations.conversations.serializers import (
    CONVERSATION_EXAMPLE,
    KEPT_EXAMPLE,
    ConversationPayload,
    DeletedPayload,
    HistoryPayload,
    KeepingInput,
    KeepingPayload,
)


class History(APIView):
    """GET, PUT and DELETE /api/chat/history."""

    @operation(
        operation_id="chat_history_list",
        summary="남긴 대화",
        description="마지막으로 이어 간 것부터 쉰 개까지입니다. 켜기 전의 대화는 없습니다.",
        message="남긴 대화",
        payload=HistoryPayload,
        example={
            "keeping": True,
            "keptDays": services.KEPT_DAYS,
            "conversations": [KEPT_EXAMPLE],
        },
        errors=(401, 404),
    )
    def get(self, request: Request) -> Response:
        member_id = request.user.pk
        payload = {
            "keeping": services.is_keeping(member_id),
            "keptDays": services.KEPT_DAYS,
            "conversations": [_kept(one) for one in services.conversations_of(member_id)],
        }
        return success(_("남긴 대화"), payload)

    @operation(
        operation_id="chat_history_keep",
        summary="대화 남기기를 켜고 끄기",
        description="끄더라도 이미 남은 대화는 지울 때까지 그대로입니다.",
        message="바꾸었습니다.",
        request=KeepingInput,
        request_example={"keeping": True},
        payload=KeepingPayload,
        example={"keeping": True},
        errors=(401, 404),
    )
    def put(self, request: Request) -> Response:
        body = KeepingInput(data=request.data)
        body.is_valid(raise_exception=True)
        on = body.validated_data["keeping"]
        services.set_keeping(member_id=request.user.pk, on=on, now=now())
        return success(_("바꾸었습니다."), {"keeping": on})

    @operation(
        operation_id="chat_history_delete_all",
        summary="남긴 대화를 모두 지우기",
        message="대화를 모두 지웠습니다.",
        payload=DeletedPayload,
        example={"deleted": 3},
        errors=(401, 404),
    )
    def delete(self, request: Request) -> Response:
        deleted = services.delete_for(request.user.pk)
        return success(_("대화를 모두 지웠습니다."), {"deleted": deleted})


class OneOfHistory(APIView):
    """GET and DELETE /api/chat/history/{conversationId}."""

    @operation(
        operation_id="chat_history_get",
        summary="남긴 대화 하나",
        description="이어 물으려면 `POST /api/chat`에 conversationId를 보냅니다.",
        message="남긴 대화",
        payload=ConversationPayload,
        example=CONVERSATION_EXAMPLE,
        errors=(401, 404),
    )
    def get(self, request: Request, conversation_id: int) -> Response:
        found = services.conversation_of(member_id=request.user.pk, conversation_id=conversation_id)
        thread = [asked_object(asked) for asked in services.thread_of(found).all]
        return success(_("남긴 대화"), _times(found) | {"thread": thread})

    @operation(
        operation_id="chat_history_delete",
        summary="남긴 대화 하나를 지우기",
        message="대화를 지웠습니다.",
        payload=None,
        example={},
        errors=(401, 404),
    )
    def delete(self, request: Request, conversation_id: int) -> Response:
        services.delete_conversation(member_id=request.user.pk, conversation_id=conversation_id)
        return success(_("대화를 지웠습니다."), {})


def _kept(conversation: Conversation) -> dict[str, Any]:
    thread = services.thread_of(conversation)
    return _times(conversation) | {
        "text": thread.all[0].text,
        "questions": len(thread.all),
    }


def _times(conversation: Conversation) -> dict[str, Any]:
    return {
        "conversationId": conversation.pk,
        "beganAt": localtime(conversation.began_at),
        "lastAt": localtime(conversation.last_at),
    }
