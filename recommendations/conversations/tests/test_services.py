"""What is kept of a conversation, for whom, and for how long."""

import json
from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils.timezone import now

from config.tests.world import make_member
from members.services import withdraw
from recommendations.asking.address import Asked, Thread
from recommendations.conversations import services
from recommendations.conversations.models import Conversation, ConversationTurn, Keeping
from recommendations.conversations.services import ConversationNotFound

pytestmark = pytest.mark.django_db

FIRST = Asked("몽환적인 밴드", without=(3,), shown=(1, 2))
SECOND = Asked("더 조용한 걸로")


@pytest.fixture
def member():
    member = make_member()
    services.set_keeping(member_id=member.pk, on=True, now=now())
    return member


def keep(member, *asked, conversation_id=None, at=None):
    return services.keep(
        member_id=member.pk, conversation_id=conversation_id, asked=asked, now=at or now()
    )


def thread(member, pk):
    found = services.conversation_of(member_id=member.pk, conversation_id=pk)
    return services.thread_of(found)


def test_nothing_is_kept_unless_the_member_wants_it(member):
    stranger = make_member()
    assert keep(stranger, FIRST) is None
    assert services.keep(member_id=None, conversation_id=None, asked=[FIRST], now=now()) is None
    services.set_keeping(member_id=member.pk, on=False, now=now())
    assert keep(member, FIRST) is None
    assert not Conversation.objects.exists()


def test_a_thread_comes_back_as_it_was(member):
    pk = keep(member, FIRST)
    assert keep(member, FIRST, SECOND, conversation_id=pk) == pk
    assert thread(member, pk) == Thread((FIRST, SECOND), pk)
    assert Thread.of(thread(member, pk).query) == Thread((FIRST, SECOND), pk)


def test_who_goes_back_and_asks_otherwise_changes_the_conversation(member):
    pk = keep(member, FIRST, SECOND, Asked("더"))
    keep(member, FIRST, Asked("포크"), conversation_id=pk)
    assert [asked.text for asked in thread(member, pk).all] == [FIRST.text, "포크"]


def test_what_was_shown_is_noted_for_the_last_question_alone(member):
    pk = keep(member, FIRST, SECOND)
    for whose in (make_member(), member):
        services.note_shown(member_id=whose.pk, thread=Thread((FIRST, SECOND), pk), band_ids=[7, 8])
        shown = [asked.shown for asked in thread(member, pk).all]
        assert shown == ([(1, 2), (7, 8)] if whose == member else [(1, 2), ()])


def test_it_is_for_nobody_else(member):
    pk = keep(member, FIRST)
    other = make_member()
    services.set_keeping(member_id=other.pk, on=True, now=now())
    for act in (services.conversation_of, services.delete_conversation):
        with pytest.raises(ConversationNotFound):
            act(member_id=other.pk, conversation_id=pk)
    assert keep(other, SECOND, conversation_id=pk) != pk
    assert thread(member, pk).all == (FIRST,)
    assert services.export_for(other.pk)["conversations"][0]["turns"][0]["text"] == SECOND.text


def test_one_is_deleted_once_and_all_at_once(member):
    pk, _other = keep(member, FIRST), keep(member, SECOND)
    theirs = make_member()
    services.set_keeping(member_id=theirs.pk, on=True, now=now())
    keep(theirs, FIRST)
    services.delete_conversation(member_id=member.pk, conversation_id=pk)
    with pytest.raises(ConversationNotFound):
        services.delete_conversation(member_id=member.pk, conversation_id=pk)
    assert services.delete_for(member.pk) == 1
    assert list(Conversation.objects.values_list("member", flat=True)) == [theirs.pk]


def test_the_one_left_alone_longest_makes_room(member, monkeypatch):
    monkeypatch.setattr(services, "MOST_KEPT", 2)
    moment = now()
    kept = [keep(member, Asked(f"{n}"), at=moment + timedelta(hours=n)) for n in range(3)]
    assert [one.pk for one in services.conversations_of(member.pk)] == [kept[2], kept[1]]


def test_it_is_forgotten_in_time_and_with_its_member(member):
    old = keep(member, FIRST, at=now() - timedelta(days=services.KEPT_DAYS, minutes=1))
    young = keep(member, FIRST)
    assert services.forget(now=now()) == 1
    assert not Conversation.objects.filter(pk=old).exists()
    withdraw(member_ids=[member.pk], now=now())
    assert (services.forget(now=now()), Conversation.objects.filter(pk=young).count()) == (1, 0)

    keep(member, FIRST)
    member.delete()
    assert not Conversation.objects.exists()
    assert not Keeping.objects.exists()


def test_an_export_holds_all_and_is_json(member):
    keep(member, FIRST, SECOND)
    (conversation,) = json.loads(json.dumps(services.export_for(member.pk)))["conversations"]
    first, second = conversation["turns"]
    assert first | {"askedAt": ""} == {
        "text": FIRST.text,
        "without": [3],
        "with": [],
        "bandIds": [1, 2],
        "askedAt": "",
    }
    assert second["text"] == SECOND.text


def test_nobody_reads_it_in_the_admin():
    assert not {Conversation, ConversationTurn, Keeping} & {*admin.site._registry}


def test_a_list_takes_as_many_queries_as_one(member, django_assert_num_queries):
    for number in range(6):
        keep(member, Asked(f"{number}"), SECOND)
    with django_assert_num_queries(2):
        assert [services.thread_of(one).address for one in services.conversations_of(member.pk)]
