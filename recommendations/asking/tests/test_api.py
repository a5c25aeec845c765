"""Asking in one's own words, as a mobile developer meets it."""

import numpy as np
import pytest
from django.utils.timezone import now

from bands.models import Band, Keyword
from config.tests.callers import UNAUTHORIZED, as_member, stranger
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_member
from embeddings.models import TextVector
from recommendations.asking.tests.injected import INJECTED
from recommendations.conversations.services import set_keeping

pytestmark = pytest.mark.django_db

CHAT = "/api/chat"


@pytest.fixture
def stage():
    space = set_stage(extras=False)
    for number, word in enumerate(("슈게이징", "인디 록")):
        know(space, (word,), np.eye(DIMENSIONS)[number])


def ask(body, member=None):
    client = as_member(member or make_member())
    return client.post(CHAT, body, content_type="application/json")


def payload(text, **changes):
    answer = ask({"text": text} | changes)
    assert answer.status_code == 200
    return answer.json()["payload"]


def names(given):
    return {band["bandName"] for band in given["bands"]}


def test_an_answer_says_what_was_understood_and_why_each_band_is_there(stage):
    """CONTRACT R34, R35, R38, R39, R55, D68, D69."""
    given = payload("쏜애플 좋아해. 비슷하게 몽환적인 밴드")

    (mention,) = given["understood"]["mentions"]
    assert (mention["bandName"], mention["attitude"]) == ("쏜애플", "like")
    assert 0.5 <= mention["confidence"] <= 1
    assert [word["keyword"] for word in given["understood"]["wanted"]] == ["몽환적인"]
    assert given["answer"].startswith("'쏜애플'에 대해 긍정적(0.")
    assert (given["source"], given["language"]) == ("catalogue", "ko")
    assert list(given["bands"][0]) == [
        *("bandId", "bandName", "imageUrl", "topTrack", "keywords", "similarity", "reasons")
    ]
    assert names(given) >= {"라쿠나", "줄리아드림"}
    assert given["bands"][0]["reasons"]["keywords"] == ["몽환적인"]
    assert given["bands"][0]["reasons"]["like"]["bandName"] == "쏜애플"


def test_filters_keep_out_what_is_not_wanted(stage):
    """CONTRACT S44, S46; ruling O5."""
    given = payload("슈게이징 듣고 싶어")
    assert names(given) == {"실리카겔"}
    given = payload("줄리아드림 말고 몽환적인 밴드")
    assert given["understood"]["filters"]["bandsOut"]
    assert "줄리아드림" not in names(given)


def test_what_is_not_there_is_said(stage):
    """CONTRACT R37, R54, O3."""
    given = payload("라디오헤드 같은 몽환적인 밴드")
    assert given["understood"]["unmet"] == [{"lack": "stranger", "said": "라디오헤드"}]
    assert (given["source"], bool(given["bands"])) == ("nearest", True)
    given = payload("ㅁㄴㅇㄹ")
    assert (given["source"], given["bands"], bool(given["offered"])) == ("nothing", [], True)


def test_the_language_of_the_answer_can_be_chosen(stage):
    """CONTRACT R56."""
    assert payload("something dreamy")["language"] == "en"
    assert payload("something dreamy", language="ko")["answer"].startswith("이렇게 찾았어요")


def test_picks_are_never_shown(stage):
    """CONTRACT A1."""
    member = make_member(bands=[Band.objects.get(name="라쿠나")])
    given = ask({"text": "몽환적인 밴드"}, member).json()["payload"]
    assert "라쿠나" not in names(given)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "가" * 501}, "text"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": ["몽환적인"]}, "text"),
        ({"text": "몽환적인", "language": "fr"}, "language"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(body, field):
    """CONTRACT D84, P4."""
    answer = ask(body)
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [field])


def test_it_is_for_members_and_has_a_rate_of_its_own(stage, settings):
    """RELIABILITY S1, S13."""
    nobody = stranger().post(CHAT, {"text": "밤"}, content_type="application/json")
    assert (nobody.status_code, nobody.json()) == (401, UNAUTHORIZED)
    settings.API_RATES = settings.API_RATES | {"chat": "1/minute"}
    member = make_member()
    assert [ask({"text": "밤"}, member).status_code for _try in range(2)] == [200, 429]


def test_without_a_space_it_is_not_ready():
    assert ask({"text": "밤"}).json()["code"] == "catalogue_not_ready"


@pytest.mark.parametrize("text", INJECTED)
def test_injected_text_brings_no_markup_and_no_band_from_elsewhere(text, stage):
    """RELIABILITY S17: 60 texts."""
    answer = ask({"text": text})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    given = answer.json()["payload"]
    assert names(given) <= set(Band.objects.values_list("name", flat=True))
    assert not set("<>[]") & set(given["answer"])


def test_nothing_that_was_written_is_stored_or_logged(stage, caplog):
    caplog.set_level("DEBUG")
    before = TextVector.objects.count()
    payload("몽환적인 밤안개 속의 비밀스러운 이야기")
    assert TextVector.objects.count() == before
    assert "비밀스러운" not in caplog.text


def test_an_answer_brings_the_thread_that_the_next_question_goes_on_with(stage):
    """FEATURES 45."""
    member = make_member()
    first = ask({"text": "몽환적인 밴드"}, member).json()["payload"]
    assert first["followUp"] == {"move": "first", "pointed": [], "dropped": []}
    assert first["conversationId"] is None

    asked = {"text": "두 번째 밴드 비슷한 거", "thread": first["thread"]}
    then = ask(asked, member).json()["payload"]
    second = first["bands"][1]
    assert (then["followUp"]["move"], then["followUp"]["pointed"]) == ("alike", [second["bandId"]])
    assert then["understood"]["mentions"][0]["bandName"] == second["bandName"]
    assert second["bandName"] not in names(then)
    assert [turn["text"] for turn in then["thread"]] == ["몽환적인 밴드", asked["text"]]

    others = ask({"text": "다른 거 보여줘", "thread": first["thread"]}, member).json()["payload"]
    assert not names(others) & names(first)


def test_keywords_are_taken_out_and_put_in(stage):
    ids = dict(Keyword.objects.values_list("keyword", "pk"))
    given = payload("슈게이징 밴드", **{"without": [ids["슈게이징"]], "with": [ids["몽환적인"]]})
    assert [word["keyword"] for word in given["understood"]["wanted"]] == ["몽환적인"]
    assert given["thread"][0]["with"] == [ids["몽환적인"]]


def test_who_keeps_conversations_goes_on_by_their_id(stage):
    member = make_member()
    set_keeping(member_id=member.pk, on=True, now=now())
    kept = ask({"text": "몽환적인 밴드"}, member).json()["payload"]["conversationId"]
    asked = {"text": "더 신나는 걸로", "conversationId": kept}
    then = ask(asked, member).json()["payload"]
    assert (then["conversationId"], len(then["thread"])) == (kept, 2)
    assert then["thread"][0]["bandIds"]

    other = ask(asked, make_member())
    assert (other.status_code, other.json()["code"]) == (404, "conversation_not_found")
    for _more in range(6):
        ask(asked, member)
    full = ask(asked, member)
    assert (full.status_code, full.json()["code"]) == (409, "thread_full")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"without": ["3"]}, "without"),
        ({"with": [0]}, "with"),
        ({"with": list(range(1, 23))}, "with"),
        ({"thread": [{"text": ""}]}, "thread"),
        ({"thread": [{"text": "밤", "bandIds": [True]}]}, "thread"),
        ({"thread": [{"text": "밤"}] * 8}, "thread"),
        ({"thread": "밤"}, "thread"),
        ({"thread": [{"text": "밤"}], "conversationId": 3}, "thread"),
        ({"conversationId": "3"}, "conversationId"),
    ],
)
def test_a_thread_that_is_none_is_refused_by_field(body, field):
    """CONTRACT D84, P4."""
    answer = ask({"text": "더"} | body)
    assert answer.status_code == 400
    assert {name.split(".")[0] for name in answer.json()["errors"]} == {field}
