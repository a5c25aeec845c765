"""What an app reads of a member's kept conversations."""

from rest_framework import serializers

from config.api.fields import StrictBoolean
from recommendations.asking.serializers import EXAMPLE, EarlierBody


class KeptConversationBody(serializers.Serializer):
    conversationId = serializers.IntegerField()
    text = serializers.CharField(help_text="The first question. Plain text: escape it.")
    questions = serializers.IntegerField()
    beganAt = serializers.DateTimeField()
    lastAt = serializers.DateTimeField()


class KeepingInput(serializers.Serializer):
    keeping = StrictBoolean(help_text="Whether conversations are kept from now on.")


class KeepingPayload(serializers.Serializer):
    keeping = serializers.BooleanField()


class HistoryPayload(serializers.Serializer):
    keeping = serializers.BooleanField()
    keptDays = serializers.IntegerField(help_text="Since it was last gone on with.")
    conversations = KeptConversationBody(many=True, help_text="50 at most, the last one first.")


class DeletedPayload(serializers.Serializer):
    deleted = serializers.IntegerField()


class ConversationPayload(serializers.Serializer):
    conversationId = serializers.IntegerField()
    beganAt = serializers.DateTimeField()
    lastAt = serializers.DateTimeField()
    thread = EarlierBody(many=True)


KEPT_EXAMPLE = {
    "conversationId": 31,
    "text": "실리카겔 좋아해. 비슷하게 신나는 밴드 있어?",
    "questions": 2,
    "beganAt": "2026-11-29T10:00:00+09:00",
    "lastAt": "2026-11-29T10:02:00+09:00",
}
CONVERSATION_EXAMPLE = {
    "conversationId": 31,
    "beganAt": "2026-11-29T10:00:00+09:00",
    "lastAt": "2026-11-29T10:02:00+09:00",
    "thread": EXAMPLE["thread"],
}
