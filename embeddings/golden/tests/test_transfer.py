"""Golden pairs in and out as files."""

import pytest
from django.urls import reverse

from bands.tests.shelf import lines, make_curator
from bands.transfer.exporting import Form, written
from bands.transfer.tests.files import bring, confirm, counts, undo
from config.tests.world import make_band
from embeddings.golden.models import GoldenPair
from embeddings.golden.transfer import GoldenPairs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pairs():
    one, two, three = (make_band(key) for key in ("one", "two", "three"))
    GoldenPair.objects.create(band_a=two, band_b=one, why="=둘 다 조용하다")
    GoldenPair.objects.create(band_a=one, band_b=three, is_near=False)


def judged() -> dict[str, tuple[bool, str]]:
    return {said.pair: (said.near, said.why) for said in GoldenPairs().everything()}


def bring_pairs(*pairs: dict):
    return bring(lines(*pairs), subject="golden", name="pairs.jsonl")


def test_a_pair_is_known_whichever_band_comes_first():
    file = bring_pairs({"a": "two", "b": "one", "near": True, "why": "=둘 다 조용하다"})
    assert counts(file) == (0, 0, 1, 0)


def test_pairs_are_added_and_changed_and_taken_back():
    before = judged()
    file = confirm(
        bring_pairs(
            {"a": "one", "b": "two", "near": False}, {"a": "two", "b": "three", "near": True}
        )
    )
    assert judged() == before | {"one two": (False, "=둘 다 조용하다"), "three two": (True, "")}

    undo(file)
    assert judged() == before
    assert GoldenPair.objects.filter(is_active=False).count() == 1


def test_a_pair_that_was_taken_away_stays_away():
    GoldenPair.objects.update(is_active=False)
    file = confirm(bring_pairs({"a": "one", "b": "two", "near": False}))
    assert file.hidden == 1
    assert judged() == {}


def test_what_cannot_be_a_pair_is_refused():
    file = bring_pairs(
        {"a": "one", "b": "nobody", "near": True},
        {"a": "one", "b": "one", "near": True},
        {"a": "one", "b": "three", "near": "perhaps"},
        {"a": "one", "b": "three", "near": True, "why": "가" * 301},
    )
    reasons = file.rows.order_by("line").values_list("reason", flat=True)
    assert counts(file) == (0, 0, 0, 4)
    assert reasons[0] == "모르는 밴드입니다: nobody"


@pytest.mark.parametrize("form", Form)
def test_all_pairs_out_and_in_again_change_nothing(form):
    subject = GoldenPairs()
    data = "".join(written(subject, subject.everything(), form)).encode()
    assert counts(bring(data, subject="golden")) == (0, 0, 2, 0)


def test_the_admin_offers_them(client):
    client.force_login(make_curator("root", is_superuser=True))
    for page in ("add", "export"):
        assert "기준 짝" in client.get(reverse(f"admin:bands_catalogueimport_{page}")).text
