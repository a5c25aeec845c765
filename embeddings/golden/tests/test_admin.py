"""Curators keep the golden pairs in the admin, and see which of them hold (N5)."""

import pytest
from django.urls import reverse

from config.tests.world import make_band, make_golden_pair, make_member, make_space, place
from embeddings.golden.models import GoldenPair

pytestmark = pytest.mark.django_db

PAIRS = reverse("admin:embeddings_goldenpair_changelist")
ADD = reverse("admin:embeddings_goldenpair_add")


@pytest.fixture
def curator(client):
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    return client


def form(a, b, **more):
    return {"band_a": a.pk, "band_b": b.pk, "is_near": "on", "is_active": "on", "why": ""} | more


def test_a_pair_is_made_once_whichever_band_comes_first(curator):
    a, b = make_band("a"), make_band("b")

    assert curator.post(ADD, form(a, b, why="같은 결")).status_code == 302
    again = curator.post(ADD, form(b, a))

    assert GoldenPair.objects.get().why == "같은 결"
    assert "두 밴드의 짝이 이미 있습니다." in again.content.decode()


def test_a_band_is_no_pair_of_itself(curator):
    a = make_band("a")

    page = curator.post(ADD, form(a, a))

    assert "서로 다른 두 밴드를 골라 주세요." in page.content.decode()
    assert not GoldenPair.objects.exists()


def test_the_judgement_of_a_pair_is_changed_and_its_bands_are_not(curator):
    pair, other = make_golden_pair(), make_band()
    place = reverse("admin:embeddings_goldenpair_change", args=[pair.pk])

    curator.post(place, {"band_a": other.pk, "why": "다시 들어 보니", "is_active": "on"})

    pair.refresh_from_db()
    assert (pair.is_near, pair.why) == (False, "다시 들어 보니")
    assert pair.band_a != other


def test_pairs_are_taken_away_and_brought_back(curator):
    pair = make_golden_pair()
    chosen = {"_selected_action": [pair.pk]}

    curator.post(PAIRS, chosen | {"action": "take_away"})
    assert not GoldenPair.objects.active()

    curator.post(PAIRS, chosen | {"action": "bring_back"})
    assert GoldenPair.objects.active().get() == pair


def test_the_list_says_which_pairs_hold(curator):
    space = make_space()
    bands = [make_band() for _ in range(12)]
    for number, band in enumerate(bands):
        place(space, band, [1, number, 0, 0])
    near = make_golden_pair(bands[10], bands[11])
    far = make_golden_pair(bands[8], bands[9], near=False)
    unknown = make_golden_pair()

    rows = curator.get(PAIRS).context["cl"].result_list

    assert {row.pk: row.judged and row.judged.holds for row in rows} == {
        near.pk: True,
        far.pk: False,
        unknown.pk: None,
    }


def test_the_list_costs_the_same_for_three_pairs_or_thirty(curator, django_assert_max_num_queries):
    make_space()
    for _ in range(30):
        make_golden_pair()

    with django_assert_max_num_queries(9):
        assert curator.get(PAIRS).status_code == 200
