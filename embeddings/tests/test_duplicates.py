"""Acts whose texts say the same (FEATURES 65)."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bands.duplicates.models import DuplicatePair, DuplicateSearch
from bands.duplicates.services import dismiss
from bands.tests.shelf import shelve
from config.tests.world import make_space, place
from embeddings.duplicates import SAME, find, same_texts
from embeddings.tasks import find_duplicates

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def three():
    """Two acts of one sound, two of one text."""
    space = make_space()
    acts = shelve("실리카겔"), shelve("Silica Gel"), shelve("전혀 다른 이름")
    for act, vector in zip(acts, ([1, 0, 0, 0], [0.6, 0.8, 0, 0], [1, 0.05, 0, 0]), strict=True):
        place(space, act, vector)
    return acts


def pairs() -> list[tuple[int, int, str, float]]:
    rows = DuplicatePair.objects.open().likeliest_first()
    return [(pair.a_id, pair.b_id, pair.why, round(pair.similarity, 2)) for pair in rows]


def test_names_and_texts_are_compared_together(three):
    one, two, three = (act.pk for act in three)
    find(now=NOW)
    assert pairs() == [(one, three, "vector", 1.0), (one, two, "sound", 0.6)]
    assert DuplicateSearch.objects.get().n_open == 2


def test_a_pair_that_was_dismissed_is_not_asked_again(three):
    find(now=NOW)
    dismiss(pair_ids=DuplicatePair.objects.values_list("pk", flat=True), by=None, now=NOW)
    find_duplicates()
    assert pairs() == []
    assert DuplicatePair.objects.count() == 2


def test_a_pair_goes_when_its_names_no_longer_agree(three):
    find(now=NOW)
    three[1].names.all().delete()
    find(now=NOW + timedelta(hours=6))
    assert [why for _a, _b, why, _near in pairs()] == ["vector"]


def test_without_a_space_names_alone_are_compared():
    shelve("실리카겔")
    shelve("실리카 겔")
    find(now=NOW)
    assert DuplicatePair.objects.get().similarity is None


def test_blocks_see_every_pair(monkeypatch):
    monkeypatch.setattr("embeddings.duplicates.BLOCK", 3)
    random = np.random.default_rng(0)
    rows = random.standard_normal((10, 64)).astype(np.float32)
    rows[7] = rows[2]
    rows[9] = rows[8]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = {(one.a, one.b) for one in same_texts(dict(enumerate(rows)))}
    assert found == {(2, 7), (8, 9)}
    assert SAME < 1
