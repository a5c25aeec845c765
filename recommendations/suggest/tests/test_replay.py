"""Stored lists made again from what was noted of them (FEATURES N14)."""

from datetime import UTC, datetime
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from bands.models import Band
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member, unit
from embeddings.models import BandVector
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.replay import Verdict, replayed
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ALGORITHMS = ("v1", "v2", "v3", "ours")


@pytest.fixture
def members():
    """One list by each algorithm, of bands and keywords that differ."""
    set_stage()
    bands = list(Band.objects.order_by("pk"))
    words = [make_keyword("몽환적인"), make_keyword("밤")]
    members = [
        make_member(bands=bands[n : n + 4], keywords=words[: 1 + n % 2])
        for n in range(len(ALGORITHMS))
    ]
    for member, algorithm in zip(members, ALGORITHMS, strict=True):
        update_recommendations(member_id=member.pk, now=NOW, algorithm=algorithm)
    return members


def verdicts(limit: int = 1000) -> list[Verdict]:
    return [one.verdict for one in replayed(limit=limit, now=NOW)]


def run() -> str:
    said = StringIO()
    call_command("replay_lists", stdout=said)
    return said.getvalue()


def test_every_list_comes_out_the_same_bit_for_bit(members):
    assert verdicts() == [Verdict.SAME] * 4
    assert "same: 4" in run()


def test_a_list_is_made_of_what_was_picked_then(members):
    for member in members:
        member.band_picks.all().delete()
        member.keyword_picks.all().delete()

    assert verdicts() == [Verdict.SAME] * 4


def test_a_changed_vector_is_reported_and_no_fault(members):
    """Of the best band of a list; the command still ends well."""
    best = BandRecommend.objects.get(member=members[2], priority=1).band_id
    BandVector.objects.filter(band=best).update(fingerprint="1" * 64, vector=unit(-np.ones(8)))

    said = run()

    assert Verdict.VECTORS_CHANGED in verdicts()
    assert Verdict.DIFFERENT not in verdicts()
    assert "vectors changed: 0" not in said


def test_a_changed_vector_that_changes_no_list_is_reported_too(members):
    far = make_far_band()
    BandVector.objects.filter(band=far).update(fingerprint="1" * 64)

    assert verdicts() == [Verdict.SAME] * 4
    assert "the same though vectors changed: 4" in run()


@pytest.mark.parametrize("wrong", [{"score": 0.123}, {"priority": 9}])
def test_a_list_that_differs_without_a_changed_vector_fails_the_command(members, wrong):
    BandRecommend.objects.filter(member=members[0], priority=1).update(**wrong)

    with pytest.raises(CommandError, match=f"1 lists differ, of the members {members[0].pk}"):
        run()


def test_a_space_that_is_gone_is_a_changed_vector_set(members):
    RecommendList.objects.update(space_id=999_999)

    assert verdicts() == [Verdict.VECTORS_CHANGED] * 4


def test_lists_from_before_inputs_were_noted_are_counted_apart(members):
    RecommendList.objects.update(vectors_hash="")

    assert verdicts(limit=3) == [Verdict.NOT_NOTED] * 3


def make_far_band() -> Band:
    shown = BandRecommend.objects.values("band_id")
    return Band.objects.exclude(pk__in=shown).order_by("-pk").first()
