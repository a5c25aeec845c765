"""Kept conversations, as a part of what is kept about a member."""

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part
from recommendations.conversations import services
from recommendations.conversations.models import Conversation, ConversationTurn, Keeping


def count(member_id: int) -> int:
    return Conversation.objects.of(member_id).count()


PART = Part(
    key="conversations",
    models=(Keeping, Conversation, ConversationTurn),
    read=services.export_for,
    title=_("지난 대화"),
    count=count,
    page="conversations:history",
)
