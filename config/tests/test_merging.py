"""One act out of two, and two again: every app's tables together (FEATURES 65; docs/decisions)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from bands.acts import stored_acts
from bands.drafts.models import BandDraft
from bands.duplicates import movers
from bands.duplicates.document import sensible
from bands.duplicates.models import BandMerge, DuplicatePair, DuplicateSearch
from bands.duplicates.movers import Pair
from bands.duplicates.services import (
    ActsChanged,
    AlreadyUndone,
    NotMergeable,
    UndoLaterFirst,
    merge_bands,
    seen,
    undo_merge,
)
from bands.history.models import BandRevision
from bands.link_health.models import LinkHealth
from bands.models import (
    Band,
    BandDescription,
    BandKeyword,
    BandName,
    Keyword,
    TopTrack,
)
from bands.services import delete_keywords, restore_bands
from bands.tests.shelf import shelve
from config.tests.admin_table import make_rating
from config.tests.threads import at_once
from config.tests.world import make_band, make_member, make_space, place
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingAttempt
from members.models import BandFeedback, Member, MemberBand
from members.services import (
    Said,
    pick_band,
    picks_of,
    react,
    replace_picks,
    take_back,
    unpick_band,
)
from recommendations.exposure.models import ExposureDay, ExposureEvent
from recommendations.exposure.services import roll_up
from recommendations.mapping.models import MapPlace
from recommendations.rating.models import Rating
from recommendations.rating.services import NothingRated, rate
from recommendations.steering.models import BandFamiliarity
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.services import stored_recommendations

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
DAY, NEXT_DAY = date(2026, 1, 2), date(2026, 1, 3)
APPS = ("bands", "members", "embeddings", "recommendations")
RECORDS = {
    ExposureEvent,
    BandRevision,
    BandMerge,
    DuplicatePair,
    DuplicateSearch,
}  # what tells of the merge
COUNTERS = {"text_version", "updated_at"}  # a text that comes back is a new version of the text
NAMELESS = {BandName, BandKeyword, ExposureDay}  # rows that nothing names by their id
OF_THE_BAND_ITSELF = {
    *(BandName, BandDescription, BandKeyword, TopTrack, BandDraft, LinkHealth, MapPlace),
    BandFamiliarity,
    *RECORDS,
}


class World:
    """Two acts that are one, and people who met them as two."""

    def __init__(self) -> None:
        self.kept = shelve("실리카겔", "Silica Gel", description="소리의 벽.", keywords=["밤"])
        self.merged = shelve(
            "실리카 겔", "실겔", description="다른 글.", keywords=["포크"], track="NO PAIN"
        )
        self.other = shelve("쏜애플", description="또 다른 글.")
        space = make_space()
        for number, band in enumerate((self.kept, self.merged, self.other)):
            place(space, band, [1.0, number, 0.5, 0.25])
        EmbeddingAttempt.objects.create(space=space, band=self.merged, text_version=1)
        GoldenPair.objects.create(band_a=self.other, band_b=self.merged, why="같은 결")
        self.both = make_member("both", bands=[self.kept, self.merged, self.other])
        self.late = make_member("late", bands=[self.merged])
        self.early = make_member("early", bands=[self.kept])
        self.blocks = make_member("blocks")
        hide(self.blocks, self.kept, until=NOW)
        hide(self.blocks, self.merged)
        hide(self.early, self.merged, until=LATER)
        self.listed = make_member("listed", bands=[self.other])
        give_list(self.listed, [self.merged, self.kept, self.other], because=self.merged)
        give_stars(self.listed, {self.kept: 4, self.merged: 2, self.other: 3})
        give_stars(self.late, {self.merged: 5})
        MemberBand.objects.update(picked_at=NOW)  # what is put back is no fresh pick
        ExposureEvent.objects.all().delete()
        note("shown", self.kept, DAY)
        note("shown", self.merged, DAY, DAY, NEXT_DAY)
        roll_up()

    @property
    def pair(self) -> Pair:
        return Pair(self.kept.pk, self.merged.pk)

    def merge(self, **more: Any) -> BandMerge:
        acts = stored_acts([self.kept.pk, self.merged.pk])
        choice = sensible(acts[self.kept.pk], acts[self.merged.pk])
        return merge_bands(pair=self.pair, **{"choice": choice, "by": None, "now": NOW} | more)


def hide(member: Member, band: Band, until: datetime | None = None) -> None:
    BandFeedback.objects.create(member=member, band=band, stance="hidden", until=until, made_at=NOW)


def give_list(member: Member, bands: list[Band], because: Band) -> None:
    reasons = {"because": because.pk, "keywords": [], "group": 0, "slot": "first"}
    RecommendList.objects.update_or_create(
        member=member,
        defaults={"algorithm": "v3", "requested_algorithm": "v3", "made_at": NOW},
    )
    BandRecommend.objects.filter(member=member).delete()
    for priority, band in enumerate(bands, start=1):
        BandRecommend.objects.create(
            member=member, band=band, score=1 / priority, priority=priority, reasons=reasons
        )


def give_stars(member: Member, stars: dict[Band, int]) -> None:
    for band, given in stars.items():
        make_rating(member=member, band=band, stars=given, list_made_at=NOW, rated_at=NOW)


def stars_of(member: Member) -> dict[int, int]:
    return dict(Rating.objects.filter(member=member).values_list("band_id", "stars"))


def note(kind: str, band: Band, *days: date) -> None:
    ExposureEvent.objects.bulk_create(ExposureEvent(band=band, kind=kind, day=day) for day in days)


def ledger(band: Band) -> list[tuple[date, int, int]]:
    days = ExposureDay.objects.filter(band=band).order_by("day")
    return list(days.values_list("day", "shown", "opened"))


@pytest.fixture
def world() -> World:
    return World()


def all_tables() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.db_table: sorted((_row(model, row) for row in model.objects.values()), key=str)
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in RECORDS
    }


def _row(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    ignored = COUNTERS | ({"id"} if model in NAMELESS else set())
    return {column: str(value) for column, value in row.items() if column not in ignored}


def listed(member: Member) -> list[tuple[int, int]]:
    rows = BandRecommend.objects.filter(member=member).order_by("priority")
    return list(rows.values_list("priority", "band_id"))


def undo(merge: BandMerge) -> BandMerge:
    return undo_merge(merge_id=merge.pk, by=None, now=LATER)


# --- Merging -----------------------------------------------------------------------------------
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


# --- Undoing -----------------------------------------------------------------------------------
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


# --- At the same moment ------------------------------------------------------------------------
def merging(kept: Band, merged: Band) -> Callable[[], BandMerge]:
    acts = stored_acts([kept.pk, merged.pk])
    choice = sensible(acts[kept.pk], acts[merged.pk])
    return partial(merge_bands, pair=Pair(kept.pk, merged.pk), choice=choice, by=None, now=NOW)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_rating_made_at_the_same_moment_is_of_the_merged_band():
    """20 of 20: it follows, or the list shows the kept band and the form is out of date."""
    for number in range(20):
        kept, merged = make_band(f"kept-{number}"), make_band(f"merged-{number}")
        one = make_member()
        give_list(one, [merged], because=merged)
        rating = partial(rate, member_id=one.pk, made_at=NOW, stars={merged.pk: 5}, now=NOW)
        outcomes = at_once(rating, merging(kept, merged))
        wrong = [out for out in outcomes if isinstance(out, Exception)]
        assert {type(out) for out in wrong} <= {NothingRated}, wrong
        assert stars_of(one) == ({} if wrong else {kept.pk: 5})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_merges_of_one_band_at_once_are_one_merge():
    for number in range(20):
        one, two, three = (make_band(f"{number}-{name}") for name in ("one", "two", "three"))
        outcomes = at_once(merging(one, three), merging(two, three))
        refused = [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]
        assert refused == [NotMergeable]


def test_a_list_shows_what_is_there_after_a_merge(world):
    world.merge()
    shown = stored_recommendations(member_id=world.listed.pk, now=LATER)
    assert [item.band.pk for item in shown.items] == [world.kept.pk]
    assert [item.band.pk for item in shown.set_aside] == [world.other.pk]  # it is picked
