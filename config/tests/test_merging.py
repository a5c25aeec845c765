"""One act out of two: every app's tables together (FEATURES 65; docs/decisions)."""

import pytest
from django.db import transaction

from bands.acts import stored_acts
from bands.drafts.models import BandDraft
from bands.duplicates import movers
from bands.duplicates.document import sensible
from bands.duplicates.models import BandMerge
from bands.duplicates.movers import Pair
from bands.duplicates.services import ActsChanged, NotMergeable, merge_bands, seen
from bands.history.models import BandRevision
from bands.link_health.models import LinkHealth
from bands.models import Band, BandDescription, BandKeyword, BandName, TopTrack
from config.tests.two_acts import (
    DAY,
    LATER,
    NEXT_DAY,
    NOW,
    RECORDS,
    all_tables,
    give_list,
    ledger,
    listed,
    note,
    stars_of,
    undo,
)
from embeddings.golden.models import GoldenPair
from members.models import BandFeedback, MemberBand
from members.services import Said, pick_band, picks_of, react, replace_picks, take_back, unpick_band
from recommendations.exposure.services import roll_up
from recommendations.mapping.models import MapPlace
from recommendations.steering.models import BandFamiliarity
from recommendations.suggest.models import BandRecommend
from recommendations.suggest.services import stored_recommendations

pytestmark = pytest.mark.django_db

OF_THE_BAND_ITSELF = {
    *(BandName, BandDescription, BandKeyword, TopTrack, BandDraft, LinkHealth, MapPlace),
    BandFamiliarity,
    *RECORDS,
}


def test_every_table_that_names_a_band_belongs_to_a_part_of_the_merge():
    """A table that comes later has to say what a merge does to it."""
    naming = {
        relation.related_model
        for relation in Band._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    }
    spoken_for = {model for mover in movers.registered() for model in mover.models}
    assert naming - spoken_for - OF_THE_BAND_ITSELF == set()


def test_picks_follow_and_none_is_doubled(world):
    world.merge()
    assert picks_of(world.late.pk).band_ids == (world.kept.pk,)
    assert picks_of(world.both.pk).band_ids == (world.kept.pk, world.other.pk)
    assert picks_of(world.early.pk).band_ids == (world.kept.pk,)
    assert not MemberBand.objects.filter(band=world.merged).exists()


def test_of_two_words_the_one_that_keeps_away_longer_holds(world):
    """FEATURES 54."""
    world.merge()
    assert BandFeedback.objects.get(member=world.blocks).until is None
    assert BandFeedback.objects.get(member=world.early).band == world.kept


def test_lists_name_the_band_that_is_there_and_name_it_once(world):
    world.merge()
    assert listed(world.listed) == [(1, world.kept.pk), (2, world.other.pk)]
    because = {row.reasons["because"] for row in BandRecommend.objects.all()}
    assert because == {world.kept.pk}


def test_a_list_recommends_nothing_that_its_member_now_has_picked(world):
    give_list(world.late, [world.other, world.kept], because=world.merged)
    world.merge()
    assert listed(world.late) == [(1, world.other.pk)]


def test_golden_pairs_follow_unless_the_kept_band_has_the_same(world):
    GoldenPair.objects.create(band_a=world.kept, band_b=world.merged)
    world.merge()
    assert set(GoldenPair.objects.values_list("band_a", "band_b")) == {
        (world.other.pk, world.kept.pk),
        (world.kept.pk, world.merged.pk),  # of one band: it does not count
    }


def test_ratings_follow_and_of_two_of_one_list_the_kept_bands_stays(world):
    world.merge()
    assert stars_of(world.late) == {world.kept.pk: 5}
    assert stars_of(world.listed) == {world.kept.pk: 4, world.other.pk: 3}


def test_what_was_shown_and_opened_is_counted_for_the_kept_band(world):
    """FEATURES N13; and what was noted and not yet counted, too."""
    note("opened", world.merged, DAY)

    world.merge()

    assert ledger(world.kept) == [(DAY, 3, 1), (NEXT_DAY, 1, 0)]
    assert ledger(world.merged) == []
    assert roll_up() == 0


def test_the_merged_names_find_the_kept_band(world):
    world.merge()
    acts = stored_acts([world.kept.pk])
    assert acts[world.kept.pk].aliases == {"Silica Gel", "실리카 겔", "실겔"}
    assert acts[world.kept.pk].keywords == {"밤", "포크"}
    assert acts[world.kept.pk].track == "NO PAIN"


def test_both_histories_tell_of_it(world):
    world.merge()
    for band in (world.kept, world.merged):
        assert BandRevision.objects.filter(band=band).latest("number").why == "merged"


@pytest.mark.parametrize("case", ["itself", "gone", "nobody"])
def test_what_cannot_be_merged_is_refused(world, case):
    other = {"itself": world.kept.pk, "gone": world.merged.pk, "nobody": 0}[case]
    Band.objects.filter(pk=world.merged.pk).update(deleted_at=NOW)
    with pytest.raises(NotMergeable):
        merge_bands(pair=Pair(world.kept.pk, other), choice={}, by=None, now=NOW)


def test_a_document_that_changed_meanwhile_is_looked_at_again(world):
    """RELIABILITY F12."""
    looked_at = seen(stored_acts([world.kept.pk, world.merged.pk]))
    BandDescription.objects.filter(band=world.merged).update(text="그사이 고친 글.")
    with pytest.raises(ActsChanged):
        world.merge(expected=looked_at)
    assert not BandMerge.objects.exists()


def test_a_failing_part_leaves_everything_as_it_was(world, monkeypatch):
    before = all_tables()
    [last] = movers.registered()[-1:]

    def fail(_pair: Pair) -> movers.Moved:
        raise RuntimeError

    monkeypatch.setitem(movers._movers, last.key, movers.Mover(last.key, last.models, fail))
    with pytest.raises(RuntimeError), transaction.atomic():
        world.merge()
    assert all_tables() == before


# --- Where the old id leads --------------------------------------------------------------------
def test_the_old_page_leads_to_the_kept_one(world, client):
    world.merge()
    answer = client.get(f"/bands/{world.merged.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/bands/{world.kept.pk}/")
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/bands/{world.merged.pk}/cover.svg")["Location"].endswith(
        f"/bands/{world.kept.pk}/cover.svg"
    )


def test_the_api_leads_to_the_kept_one(world, client):
    world.merge()
    answer = client.get(f"/api/bands/{world.merged.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/bands/{world.kept.pk}")
    assert answer.json()["statusCode"] == 301
    assert answer.json()["code"] == "moved"
    assert client.get(answer["Location"]).json()["payload"]["bandId"] == world.kept.pk


def test_a_chain_of_merges_leads_to_its_end(world, client):
    world.merge()
    merge_bands(
        pair=Pair(world.other.pk, world.kept.pk),
        choice=sensible(*stored_acts([world.other.pk, world.kept.pk]).values()),
        by=None,
        now=NOW,
    )
    assert client.get(f"/bands/{world.merged.pk}/")["Location"] == f"/bands/{world.other.pk}/"


def test_after_the_undoing_the_old_page_is_back(world, client):
    undo(world.merge())
    assert client.get(f"/bands/{world.merged.pk}/").status_code == 200


def test_an_old_id_picks_unpicks_and_means_the_kept_band(world):
    world.merge()
    pick_band(member=world.blocks, band=world.merged, now=NOW)
    assert picks_of(world.blocks.pk).band_ids == (world.kept.pk,)
    unpick_band(member=world.blocks, band=world.merged)
    assert picks_of(world.blocks.pk).band_ids == ()
    replace_picks(
        member=world.blocks, band_ids=[world.merged.pk, world.kept.pk], keyword_ids=[], now=NOW
    )
    assert picks_of(world.blocks.pk).band_ids == (world.kept.pk,)
    react(member=world.late, band_id=world.merged.pk, said=Said("known"), now=NOW)
    assert BandFeedback.objects.get(member=world.late).band == world.kept
    take_back(member=world.late, band_id=world.merged.pk)
    assert not BandFeedback.objects.filter(member=world.late).exists()


def test_a_list_shows_what_is_there_after_a_merge(world):
    world.merge()
    shown = stored_recommendations(member_id=world.listed.pk, now=LATER)
    assert [item.band.pk for item in shown.items] == [world.kept.pk]
    assert [item.band.pk for item in shown.set_aside] == [world.other.pk]  # it is picked
