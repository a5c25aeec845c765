"""Golden pairs are loaded from a file once and belong to the curators from then on (N5)."""

import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command

from config.tests.world import make_band, make_golden_pair, make_space, place
from embeddings.golden.models import GoldenPair
from embeddings.golden.services import activate_pairs, load_pairs, score_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def bands():
    return {key: make_band(key) for key in "abcd"}


def lines(*pairs):
    return "\n".join(
        json.dumps({"a": a, "b": b, "near": near, "why": why}) for a, b, near, why in pairs
    )


def test_pairs_are_loaded_and_loading_twice_changes_nothing(bands):
    text = lines(("a", "b", True, "같은 무대"), ("c", "d", False, ""))

    first, second = load_pairs(text=text), load_pairs(text=text)

    assert (first.created, first.known, first.errors) == (2, 0, [])
    assert (second.created, second.known, second.errors) == (0, 2, [])
    near = GoldenPair.objects.get(is_near=True)
    assert (near.band_a, near.band_b, near.why) == (bands["a"], bands["b"], "같은 무대")


def test_what_a_curator_changed_or_took_away_stays_so(bands):
    load_pairs(text=lines(("a", "b", True, ""), ("c", "d", True, "")))
    GoldenPair.objects.filter(band_a=bands["a"]).update(is_near=False, why="다르다")
    activate_pairs(pairs=GoldenPair.objects.filter(band_a=bands["c"]), active=False)

    load_pairs(text=lines(("b", "a", True, ""), ("c", "d", True, "")))

    pairs = {pair.why: pair for pair in GoldenPair.objects.all()}
    assert not pairs["다르다"].is_near
    assert not pairs[""].is_active
    assert len(pairs) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"a": "a", "b": "nobody", "near": true}', "모르는 밴드입니다: nobody"),
        ('{"a": "a", "b": "a", "near": true}', "같은 짝이"),
        ('{"a": "a", "near": true}', "이런 줄이어야"),
        ('{"a": "a", "b": "b", "near": "yes"}', "이런 줄이어야"),
        ('{"a": "a", "b": "b", "near": true, "more": 1}', "이런 줄이어야"),
        (json.dumps({"a": "a", "b": "b", "near": True, "why": "글" * 301}), "이런 줄이어야"),
        ('["a", "b"]', "이런 줄이어야"),
        ("not json", "이런 줄이어야"),
    ],
)
def test_a_bad_line_is_named_and_costs_only_itself(bands, line, reason):
    report = load_pairs(text=f"{line}\n\n{lines(('c', 'd', True, ''))}")

    assert report.created == 1
    [(number, said)] = report.errors
    assert number == 1
    assert reason in said


def test_the_starter_pairs_are_those_of_the_starter_acts():
    call_command("import_catalogue", "--starter", stdout=StringIO())
    out = StringIO()

    call_command("load_golden_pairs", stdout=out, stderr=out)
    call_command("load_golden_pairs", stdout=out, stderr=out)

    count = GoldenPair.objects.active().count()
    assert count > 100
    said = [f"기준 짝: 새로 {count}, 그대로 0", f"기준 짝: 새로 0, 그대로 {count}"]
    assert out.getvalue().splitlines() == said


def test_a_space_is_scored_by_the_pairs_that_count(bands):
    space = make_space(2)
    for angle, band in enumerate(bands.values()):
        place(space, band, [np.cos(angle / 4), np.sin(angle / 4)])
    make_golden_pair(bands["a"], bands["d"], near=False)
    make_golden_pair(bands["a"], bands["b"], near=False, is_active=False)

    score = score_space(space.pk)

    [judged] = score.judged
    assert (judged.pair.a, judged.pair.b) == (bands["a"].pk, bands["d"].pk)
    assert (judged.holds, score.held) == (True, 1.0)


def test_pairs_of_deleted_bands_do_not_count(bands):
    make_golden_pair(bands["a"], bands["b"])
    bands["a"].deleted_at = "2026-01-01T00:00Z"
    bands["a"].save()

    assert not GoldenPair.objects.active()
