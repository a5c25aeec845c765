"""Kept conversations, as a mobile developer meets them."""

import pytest
from django.utils.timezone import now

from config.tests.callers import as_member
from config.tests.world import make_member
from recommendations.asking.address import Asked
from recommendations.conversations import services

pytestmark = pytest.mark.django_db

HISTORY = "/api/chat/history"


@pytest.fixture
def member():
    member = make_member()
    services.set_keeping(member_id=member.pk, on=True, now=now())
    return member


@pytest.fixture
def kept(member):
    asked = (Asked("몽환적인 밴드", shown=(4, 2)), Asked("더 조용한 걸로"))
    return services.keep(member_id=member.pk, conversation_id=None, asked=asked, now=now())


def payload(answer):
    assert answer.status_code == 200
    return answer.json()["payload"]


def test_a_member_reads_what_is_kept(member, kept):
    client = as_member(member)
    (one,) = payload(client.get(HISTORY))["conversations"]
    assert (one["conversationId"], one["text"], one["questions"]) == (kept, "몽환적인 밴드", 2)
    thread = payload(client.get(f"{HISTORY}/{kept}"))["thread"]
    assert thread[0] == {"text": "몽환적인 밴드", "without": [], "with": [], "bandIds": [4, 2]}


def test_nobody_else_finds_it(kept):
    """RELIABILITY S1."""
    other = as_member(make_member())
    assert payload(other.get(HISTORY))["conversations"] == []
    for answer in (other.get(f"{HISTORY}/{kept}"), other.delete(f"{HISTORY}/{kept}")):
        assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found")


def test_one_is_deleted_and_then_all(member, kept):
    client = as_member(member)
    assert payload(client.delete(f"{HISTORY}/{kept}")) == {}
    assert client.delete(f"{HISTORY}/{kept}").status_code == 404
    services.keep(member_id=member.pk, conversation_id=None, asked=[Asked("밤")], now=now())
    assert payload(client.delete(HISTORY)) == {"deleted": 1}
    assert payload(client.delete(HISTORY)) == {"deleted": 0}


def test_keeping_is_turned_on_and_off():
    client = as_member(make_member())
    for on in (True, True, False):
        answer = client.put(HISTORY, {"keeping": on}, content_type="application/json")
        assert payload(answer) == {"keeping": on}
        assert payload(client.get(HISTORY))["keeping"] is on


@pytest.mark.parametrize("body", [{}, {"keeping": "true"}, {"keeping": None}, {"keeping": 1}])
def test_what_is_neither_on_nor_off_is_refused(body):
    answer = as_member(make_member()).put(HISTORY, body, content_type="application/json")
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, ["keeping"])
