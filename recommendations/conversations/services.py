"""Keep the conversations of those who want it, and forget them (docs/asking.md).

Nothing here is logged. Whoever is not the member of a conversation finds none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from recommendations.asking.address import MOST_SHOWN, MOST_TURNS, Asked, Thread
from recommendations.conversations.models import Conversation, ConversationTurn, Keeping
from recommendations.conversations.querysets import ConversationQuerySet

KEPT_DAYS = 90  # since it was last gone on with
MOST_KEPT = 50  # of one member; the one left alone longest makes room


class ConversationNotFound(DomainError):
    code = "conversation_not_found"
    status = 404
    message = _("남아 있는 대화가 아니에요.")


class ThreadFull(DomainError):
    code = "thread_full"
    status = 409
    message = _("한 대화에서는 여덟 번까지 이어 물을 수 있어요. 새로 물어 주세요.")


def is_keeping(member_id: int | None) -> bool:
    return member_id is not None and Keeping.objects.filter(member=member_id).exists()


def set_keeping(*, member_id: int, on: bool, now: datetime) -> None:
    """From now on keep what is asked, or keep nothing more; what is kept stays until deleted."""
    if on:
        Keeping.objects.get_or_create(member_id=member_id, defaults={"since": now})
    else:
        Keeping.objects.filter(member=member_id).delete()


@transaction.atomic
def keep(
    *, member_id: int | None, conversation_id: int | None, asked: Sequence[Asked], now: datetime
) -> int | None:
    """Keep a thread as it is now, in its conversation or a new one; None where nothing is kept.

    A conversation of somebody else, or one that is gone, is left alone, and a new one begins.
    """
    if not is_keeping(member_id) or not asked:
        return None
    own = Conversation.objects.of(member_id).select_for_update()
    kept = own.filter(pk=conversation_id).first() if conversation_id else None
    if kept is None:
        kept = Conversation.objects.create(member_id=member_id, began_at=now, last_at=now)
        _make_room(member_id)
    else:
        Conversation.objects.filter(pk=kept.pk).update(last_at=now)
    _write(kept, asked, now)
    return kept.pk


def note_shown(*, member_id: int | None, thread: Thread, band_ids: Sequence[int]) -> None:
    """What the last answer of a kept thread showed. Safe to repeat."""
    if member_id is None or thread.conversation is None or not thread.all:
        return
    ConversationTurn.objects.filter(
        conversation=thread.conversation,
        conversation__member=member_id,
        position=len(thread.all) - 1,
        text=thread.text,
    ).update(shown=list(band_ids)[:MOST_SHOWN])


def conversations_of(member_id: int) -> ConversationQuerySet:
    """`MOST_KEPT` at most, the last one first, with their turns."""
    return Conversation.objects.of(member_id).whole()


def conversation_of(*, member_id: int | None, conversation_id: int) -> Conversation:
    """Raises `ConversationNotFound` for everybody but its member."""
    found = Conversation.objects.of(member_id).whole().filter(pk=conversation_id).first()
    if found is None:
        raise ConversationNotFound
    return found


def thread_of(conversation: Conversation) -> Thread:
    """What its page's address carries."""
    asked = (
        Asked(turn.text, tuple(turn.without), tuple(turn.added), tuple(turn.shown))
        for turn in conversation.turns.all()
    )
    return Thread(tuple(asked), conversation.pk)


def gone_on_with(*, member_id: int, conversation_id: int, asked: Asked) -> Thread:
    """The thread of a kept conversation with one question more; raises `ThreadFull`."""
    thread = thread_of(conversation_of(member_id=member_id, conversation_id=conversation_id))
    if len(thread.all) >= MOST_TURNS:
        raise ThreadFull
    return replace(thread, all=(*thread.all, asked))


def delete_conversation(*, member_id: int, conversation_id: int) -> None:
    """Raises `ConversationNotFound` for everybody but its member, and the second time."""
    _rows, by_model = Conversation.objects.of(member_id).filter(pk=conversation_id).delete()
    if not by_model.get(Conversation._meta.label):
        raise ConversationNotFound


def delete_for(member_id: int) -> int:
    """All of a member's conversations, for good; how many there were."""
    _rows, by_model = Conversation.objects.of(member_id).delete()
    return by_model.get(Conversation._meta.label, 0)


def export_for(member_id: int) -> dict[str, Any]:
    """Everything that is kept of a member's conversations, as JSON can hold it."""
    return {
        "keeping": is_keeping(member_id),
        "keptDays": KEPT_DAYS,
        "conversations": [_exported(one) for one in conversations_of(member_id)],
    }


def forget(*, now: datetime) -> int:
    """Delete what has been left alone for `KEPT_DAYS`, and what belongs to nobody any more."""
    old = Conversation.objects.to_forget(now - timedelta(days=KEPT_DAYS))
    _rows, by_model = old.delete()
    return by_model.get(Conversation._meta.label, 0)


def _make_room(member_id: int | None) -> None:
    surplus = Conversation.objects.of(member_id).values("pk")[MOST_KEPT:]
    Conversation.objects.filter(pk__in=[row["pk"] for row in surplus]).delete()


def _write(kept: Conversation, asked: Sequence[Asked], now: datetime) -> None:
    known = {turn.position: turn for turn in kept.turns.all()}
    turns = []
    for position, one in enumerate(asked):
        before = known.get(position)
        is_same = before is not None and before.text == one.text
        turns.append(
            ConversationTurn(
                conversation=kept,
                position=position,
                text=one.text,
                without=list(one.without),
                added=list(one.added),
                shown=list(one.shown),
                asked_at=before.asked_at if before and is_same else now,
            )
        )
    kept.turns.filter(position__gte=len(asked)).delete()
    ConversationTurn.objects.bulk_create(
        turns,
        update_conflicts=True,
        unique_fields=["conversation", "position"],
        update_fields=["text", "without", "added", "shown", "asked_at"],
    )


def _exported(conversation: Conversation) -> dict[str, Any]:
    return {
        "conversationId": conversation.pk,
        "beganAt": conversation.began_at.isoformat(),
        "lastAt": conversation.last_at.isoformat(),
        "turns": [
            {
                "text": turn.text,
                "without": turn.without,
                "with": turn.added,
                "bandIds": turn.shown,
                "askedAt": turn.asked_at.isoformat(),
            }
            for turn in conversation.turns.all()
        ],
    }
