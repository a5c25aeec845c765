"""While a merge is at work: nothing that is said at the same moment is lost or doubled."""

import threading
from functools import partial

import pytest
from django.db import transaction

from bands.duplicates.services import NotMergeable
from config.tests.threads import at_once
from config.tests.two_acts import NOW, give_list, give_stars, merging, stars_of
from config.tests.world import make_band, make_member
from members.models import BandFeedback
from members.services import Said, pick_band, picks_of, react
from recommendations.suggest.models import RecommendList

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_picks_made_at_the_same_moment_are_not_lost():
    """100 of 100: a pick of the merged band ends on the kept one, whoever comes first."""
    right = 0
    for number in range(100):
        kept, merged = make_band(f"kept-{number}"), make_band(f"merged-{number}")
        people = [make_member() for _ in range(3)]
        picks = [partial(pick_band, member=one, band=merged, now=NOW) for one in people]
        outcomes = at_once(*picks, merging(kept, merged))
        assert not any(isinstance(outcome, Exception) for outcome in outcomes), outcomes
        right += [picks_of(one.pk).band_ids for one in people] == [(kept.pk,)] * 3
    assert right == 100


def test_words_said_at_the_same_moment_are_not_lost_nor_doubled():
    """50 of 50: a member says two things at once while the band is merged; one of them stays."""
    for number in range(50):
        kept, merged = make_band(f"kept-{number}"), make_band(f"merged-{number}")
        one = make_member()
        words = [
            partial(react, member=one, band_id=band.pk, said=Said(stance), now=NOW)
            for band, stance in ((merged, "liked"), (merged, "known"), (kept, "hidden"))
        ]
        outcomes = at_once(*words, merging(kept, merged))
        assert not any(isinstance(outcome, Exception) for outcome in outcomes), outcomes
        assert [row.band for row in BandFeedback.objects.filter(member=one)] == [kept]


def test_a_merge_waits_for_whoever_rates_a_list_of_the_band():
    """So that no rating of a list that was read before the merge is left with the merged band."""
    kept, merged, one = make_band(), make_band(), make_member()
    give_list(one, [merged], because=merged)
    is_held, is_merged = threading.Event(), threading.Event()

    def rate() -> None:
        with transaction.atomic():
            RecommendList.objects.select_for_update().get(member=one)
            is_held.set()
            is_merged.wait(1)
            give_stars(one, {merged: 5})

    def merge() -> None:
        is_held.wait(30)
        merging(kept, merged)()
        is_merged.set()

    assert at_once(rate, merge) == [None, None]
    assert stars_of(one) == {kept.pk: 5}


def test_two_merges_of_one_band_at_once_are_one_merge():
    for number in range(20):
        one, two, three = (make_band(f"{number}-{name}") for name in ("one", "two", "three"))
        outcomes = at_once(merging(one, three), merging(two, three))
        refused = [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]
        assert refused == [NotMergeable]
