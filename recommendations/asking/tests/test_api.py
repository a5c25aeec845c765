"""Asking in one's own words, as a mobile developer meets it."""

import numpy as np
import pytest

from bands.models import Band
from config.tests.callers import UNAUTHORIZED, as_member, stranger
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_member
from embeddings.models import TextVector
from recommendations.asking.tests.injected import INJECTED

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
