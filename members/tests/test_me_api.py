"""The member's own addresses: who I am, what I picked, and nobody else."""

import json

import pytest

from config.tests.callers import as_member, stranger
from config.tests.world import make_band, make_keyword, make_member
from members.models import MemberBand

pytestmark = pytest.mark.django_db

PICKS = "/api/members/me/picks"
NO_IDS = [
    *('["1"]', "[true]", "[1.0]", "[1e3]", "[[1]]", "[null]", "[0]", "[-1]", "[{}]"),
    *("[9223372036854775808]", '{"0": 1}', '"1"', "1", "null", f"[{'1,' * 1000}1]"),
]


def put(client, body):
    text = body if isinstance(body, str) else json.dumps(body)
    return client.put(PICKS, text, content_type="application/json")


def test_me_tells_who_i_am(django_assert_num_queries):
    """CONTRACT D20."""
    member = make_member("kim", bands=[make_band(), make_band()], keywords=[make_keyword("몽환")])

    with django_assert_num_queries(2):  # the member, and what it picked
        payload = as_member(member).get("/api/members/me").json()["payload"]

    assert list(payload) == ["externalId", "userId", "email", "counts", "joinedAt"]
    assert payload["counts"] == {"bands": 2, "keywords": 1}
    assert payload["userId"] == "kim"


@pytest.mark.parametrize("amount", [1, 20])
def test_picks_cost_the_same_however_many(django_assert_num_queries, amount):
    member = make_member()
    ids = [make_band().pk for _ in range(amount)]
    body = {"bandIds": ids, "keywordIds": [make_keyword("몽환").pk]}
    client = as_member(member)

    with django_assert_num_queries(13):  # member; 2 checks; 3 + 4 writes; 1 heard; 2 to answer
        put(client, body)
    with django_assert_num_queries(3):  # member, bands, keywords
        payload = client.get(PICKS).json()["payload"]

    assert payload["bandIds"] == ids


def test_putting_picks_answers_with_what_is_picked_now():
    """CONTRACT D21, D68."""
    silica, hyukoh = make_band(name="실리카겔"), make_band(name="혁오")
    dreamy = make_keyword("몽환")
    client = as_member(make_member())

    answers = [
        put(client, {"bandIds": [hyukoh.pk, silica.pk], "keywordIds": [dreamy.pk]}).json()
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert answers[0]["payload"] == client.get(PICKS).json()["payload"]
    assert answers[0]["payload"] == {
        "bandIds": [silica.pk, hyukoh.pk],
        "keywordIds": [dreamy.pk],
        "bands": [
            {"bandId": silica.pk, "bandName": "실리카겔"},
            {"bandId": hyukoh.pk, "bandName": "혁오"},
        ],
        "keywords": [{"keywordId": dreamy.pk, "keyword": "몽환"}],
    }


def test_an_unknown_id_is_named_in_the_answer():
    """CONTRACT P4."""
    answer = put(as_member(make_member()), {"bandIds": [999], "keywordIds": []})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_picks")
    assert answer.json()["errors"] == {"bandIds": ["고를 수 없는 번호입니다: 999"]}


@pytest.mark.parametrize("ids", NO_IDS)
def test_ids_are_lists_of_whole_numbers_and_nothing_like_them(ids):
    client = as_member(make_member(bands=[make_band()]))

    answer = put(client, f'{{"bandIds": {ids}, "keywordIds": []}}')

    assert answer.status_code == 400
    assert all(field.split(".")[0] == "bandIds" for field in answer.json()["errors"])
    assert MemberBand.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"bandIds": []}, [], {"bandIds": [1], "keywordIds": 2}])
def test_both_lists_are_needed(body):
    assert put(as_member(make_member()), body).status_code == 400


def test_nobody_elses_picks_are_reached_by_naming_them():
    """RELIABILITY S2, S15: body, query and header name another member, and much else."""
    other = make_member(bands=[make_band()])
    mine, client = make_band(), as_member(member := make_member())
    names = {"member": other.pk, "memberId": other.pk, "member_id": other.pk, "id": other.pk}
    names |= {"externalId": str(other.external_id), "userId": other.username}
    more = {"is_staff": True, "score": 1, "priority": 1, "bandId": 5, "is_superuser": True}
    query = "?" + "&".join(f"{key}={value}" for key, value in (names | more).items())

    client.put(
        PICKS + query,
        json.dumps({"bandIds": [mine.pk], "keywordIds": []} | names | more),
        content_type="application/json",
        headers={"X-Member-Id": str(other.pk), "X-User-Id": str(other.external_id)},
    )

    assert client.get(PICKS + query).json()["payload"]["bandIds"] == [mine.pk]
    assert client.get("/api/members/me" + query).json()["payload"]["userId"] == member.username
    assert other.band_picks.count() == 1
    member.refresh_from_db()
    assert not member.is_staff


def test_a_stranger_gets_nothing_and_a_session_is_no_token():
    """RELIABILITY S2, S6: the API refuses session cookies."""
    signed_in = stranger()
    signed_in.force_login(make_member(is_staff=True, is_superuser=True))

    for client in (stranger(), signed_in):
        assert client.get("/api/members/me").status_code == 401
        assert client.get(PICKS).status_code == 401
        assert put(client, {"bandIds": [], "keywordIds": []}).status_code == 401


def test_the_answer_speaks_the_language_that_was_asked_for():
    client = as_member(make_member())
    assert client.get(PICKS, headers={"Accept-Language": "ko"})["Content-Language"] == "ko"
    assert client.get(PICKS, headers={"Accept-Language": "en"})["Content-Language"] == "en"
