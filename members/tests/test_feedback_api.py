"""What a member says of bands, as the mobile app says it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from config.tests.callers import as_member, stranger
from config.tests.world import make_band, make_member
from members.models import BandFeedback

pytestmark = pytest.mark.django_db

MINE = "/api/members/me/feedback"
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
FIELDS = ["bandId", "bandName", "stance", "reason", "until", "excludes", "madeAt"]


@pytest.fixture
def client():
    return as_member(make_member())


def address(band_id):
    return f"/api/bands/{band_id}/feedback"


def put(client, band_id, **body):
    return client.put(address(band_id), json.dumps(body), content_type="application/json")


def test_a_word_is_put_listed_and_deleted(client):
    """CONTRACT D68, S70; FEATURES 52-54."""
    band = make_band(name="실리카겔")

    answer = put(client, band.pk, stance="not_for_me", reason="similar")

    payload = answer.json()["payload"]
    assert (answer.status_code, list(payload)) == (200, FIELDS)
    assert list(payload.values())[:6] == [
        band.pk, "실리카겔", "not_for_me", "similar", None, True,
    ]  # fmt: skip
    assert client.get(MINE).json()["payload"] == {"feedback": [payload], "next": None}
    assert [client.delete(address(band.pk)).status_code for _time in range(2)] == [200, 200]
    assert client.get(MINE).json()["payload"] == {"feedback": [], "next": None}


def test_a_band_is_hidden_for_days_or_for_ever():
    """CONTRACT A1; FEATURES 54."""
    band = make_band()
    with time_machine.travel(NOW, tick=False):
        client = as_member(make_member())
        for_ever = put(client, band.pk, stance="hidden").json()["payload"]
        thirty = put(client, band.pk, stance="hidden", days=30).json()["payload"]

    assert (for_ever["until"], thirty["excludes"]) == (None, True)
    assert datetime.fromisoformat(thirty["until"]) == NOW + timedelta(days=30)


def test_a_like_excludes_nothing(client):
    payload = put(client, make_band().pk, stance="liked", reason=None, days=None).json()["payload"]

    assert (payload["stance"], payload["excludes"]) == ("liked", False)


def test_an_unknown_band_is_not_found(client):
    """CONTRACT P4."""
    for band_id in (0, make_band(is_published=False).pk, 10**15, 10**30):
        for answer in (put(client, band_id, stance="liked"), client.delete(address(band_id))):
            assert (answer.status_code, answer.json()["code"]) == (404, "band_not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "stance"),
        ({"stance": "loved"}, "stance"),
        ({"stance": ["liked"]}, "stance"),
        ({"stance": "not_for_me", "reason": "ugly"}, "reason"),
        ({"stance": "liked", "reason": "taste"}, "reason"),
        ({"stance": "known", "days": 30}, "days"),
        *(({"stance": "hidden", "days": days}, "days") for days in (0, 366, "30", True, 1.5)),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(client, body, field):
    """CONTRACT P4; FEATURES 53."""
    answer = put(client, make_band().pk, **body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not BandFeedback.objects.exists()


def test_the_list_comes_page_by_page(client, django_assert_num_queries):
    bands = [make_band() for _band in range(5)]
    for band in bands:
        put(client, band.pk, stance="liked")

    with django_assert_num_queries(2):  # the member, the page
        first = client.get(MINE, {"limit": 3}).json()["payload"]
    second = client.get(MINE, {"limit": 3, "cursor": first["next"]}).json()["payload"]

    said = [row["bandId"] for row in first["feedback"] + second["feedback"]]
    assert (said, second["next"]) == ([band.pk for band in reversed(bands)], None)
    for nonsense in ({"cursor": "x"}, {"limit": 0}, {"limit": 101}):
        assert client.get(MINE, nonsense).status_code == 400


def test_nobody_reads_or_changes_what_others_said(client):
    """RELIABILITY S2."""
    band = make_band()
    put(client, band.pk, stance="liked")
    other = as_member(make_member())

    assert other.get(MINE).json()["payload"]["feedback"] == []
    other.delete(address(band.pk))
    assert BandFeedback.objects.count() == 1
    for answer in (
        stranger().get(MINE),
        put(stranger(), band.pk, stance="known"),
        stranger().delete(address(band.pk)),
    ):
        assert answer.status_code == 401
