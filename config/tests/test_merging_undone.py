"""Two acts again: a merge is undone, and what people did since stays (docs/decisions/0013)."""

import pytest

from bands.acts import stored_acts
from bands.duplicates import movers
from bands.duplicates.document import sensible
from bands.duplicates.models import BandMerge
from bands.duplicates.movers import Pair
from bands.duplicates.services import AlreadyUndone, UndoLaterFirst, merge_bands
from bands.models import Band, BandDescription, Keyword
from bands.services import delete_keywords, restore_bands
from config.tests.two_acts import (
    DAY,
    LATER,
    NEXT_DAY,
    NOW,
    all_tables,
    give_list,
    ledger,
    listed,
    note,
    stars_of,
    undo,
)
from members.models import BandFeedback
from members.services import Said, pick_band, picks_of, react, unpick_band
from recommendations.exposure.services import roll_up
from recommendations.rating.models import Rating
from recommendations.suggest.models import RecommendList

pytestmark = pytest.mark.django_db


def test_an_undone_merge_leaves_every_table_as_it_was(world):
    before = all_tables()
    merge = world.merge()
    assert all_tables() != before

    merge = undo(merge)

    assert all_tables() == before
    assert movers.sentences(merge.left) == []
    assert merge.left == {}


def test_it_can_be_merged_and_undone_again_and_again(world):
    before = all_tables()
    for _time in range(3):
        undo(world.merge())
    assert all_tables() == before
    assert BandMerge.objects.count() == 3


def test_what_members_did_since_stays_and_is_counted(world):
    merge = world.merge()
    unpick_band(member=world.late, band=world.kept)
    unpick_band(member=world.both, band=world.kept)
    pick_band(member=world.listed, band=world.kept, now=LATER)
    react(member=world.blocks, band_id=world.kept.pk, said=Said("liked"), now=LATER)
    give_list(world.listed, [world.kept], because=world.other)
    RecommendList.objects.filter(member=world.listed).update(made_at=LATER)

    merge = undo(merge)

    assert picks_of(world.late.pk).band_ids == ()
    assert picks_of(world.both.pk).band_ids == (world.other.pk,)
    assert world.kept.pk in picks_of(world.listed.pk).band_ids
    assert listed(world.listed) == [(1, world.kept.pk)]
    assert merge.left["members"] == {"unpicked": 2, "unblocked": 0, "block_changed": 1}
    assert merge.left["lists"] == {"remade": 1}
    assert len(movers.sentences(merge.left)) == 3


def test_what_was_noted_since_stays_with_the_kept_band(world):
    merge = world.merge()
    note("opened", world.kept, DAY, NEXT_DAY)
    roll_up()

    undo(merge)

    assert ledger(world.kept) == [(DAY, 1, 1), (NEXT_DAY, 0, 1)]
    assert ledger(world.merged) == [(DAY, 2, 0), (NEXT_DAY, 1, 0)]


def test_ratings_that_went_with_their_member_stay_away_and_are_counted(world):
    merge = world.merge()
    world.listed.delete()
    world.late.delete()

    merge = undo(merge)

    assert not Rating.objects.exists()
    assert merge.left["ratings"] == {"unrated": 2}


def test_a_merge_from_when_ratings_and_the_ledger_stayed_can_be_undone(world):
    merge = world.merge()
    stars, days = stars_of(world.late), ledger(world.kept)
    merge.moved |= {"ratings": {}, "exposure": {}}
    merge.save()

    undo(merge)

    assert (stars_of(world.late), ledger(world.kept)) == (stars, days)


def test_what_curators_did_since_stays_and_is_named(world):
    merge = world.merge()
    BandDescription.objects.filter(band=world.kept).update(text="합친 뒤에 새로 쓴 글.")
    merge = undo(merge)
    act = stored_acts([world.kept.pk])[world.kept.pk]
    assert act.description == "합친 뒤에 새로 쓴 글."
    assert act.aliases == {"Silica Gel"}
    assert merge.left["bands"] == {"description": 1}


def test_a_word_that_was_deleted_since_does_not_stand_in_the_way(world):
    merge = world.merge()
    delete_keywords(keywords=Keyword.objects.filter(keyword__in=["밤", "포크"]), now=LATER)
    undo(merge)
    assert stored_acts([world.kept.pk])[world.kept.pk].keywords == set()


def test_an_undone_merge_cannot_be_undone_again(world):
    merge = undo(world.merge())
    with pytest.raises(AlreadyUndone):
        undo(merge)


def test_merges_that_build_on_each_other_are_undone_from_the_last(world):
    first = world.merge()
    second = merge_bands(
        pair=Pair(world.other.pk, world.kept.pk),
        choice=sensible(*stored_acts([world.other.pk, world.kept.pk]).values()),
        by=None,
        now=LATER,
    )
    with pytest.raises(UndoLaterFirst, match="쏜애플"):
        undo(first)
    undo(second)
    undo(first)
    assert Band.objects.live().count() == 3


def test_a_merged_band_is_not_restored_by_another_door(world):
    world.merge()
    assert restore_bands(bands=Band.objects.all(), now=LATER) == 0


@pytest.mark.parametrize(
    ("of_kept", "of_merged", "holds"),
    [
        (Said("liked"), Said("not_for_me", "similar"), "not_for_me"),
        (Said("known"), Said("liked"), "known"),
        (Said("hidden", until=LATER), Said("known"), "known"),
        (Said("known"), Said("hidden"), "known"),
    ],
)
def test_what_was_said_of_both_becomes_one_word_and_two_again(world, of_kept, of_merged, holds):
    """FEATURES 52, 54."""
    react(member=world.listed, band_id=world.kept.pk, said=of_kept, now=NOW)
    react(member=world.listed, band_id=world.merged.pk, said=of_merged, now=NOW)
    before = all_tables()

    merge = world.merge()

    said = BandFeedback.objects.get(member=world.listed)
    assert (said.stance, said.band) == (holds, world.kept)
    undo(merge)
    assert all_tables() == before


def test_a_merge_from_when_there_were_only_blocks_can_be_undone(world):
    merge = world.merge()
    blocks = merge.moved["members"]["blocks"]
    blocks["removed"] = [row[:3] for row in blocks["removed"]]
    blocks["strengthened"] = [
        [pk, before["until"], after["until"]] for pk, before, after in blocks["strengthened"]
    ]
    merge.save()

    undo(merge)

    rows = BandFeedback.objects.filter(member=world.blocks).order_by("band_id")
    assert list(rows.values_list("stance", "until")) == [("hidden", NOW), ("hidden", None)]
