"""A draft's life: begun, edited, brought up to date, published once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bands import services as catalogue
from bands.acts import UnknownWords, stored_acts
from bands.drafts import services
from bands.drafts.models import BandDraft
from bands.history.models import Why
from bands.history.reverting import revert
from bands.history.services import BandMoved
from bands.models import Band, BandDescription, BandKeyword, Keyword
from bands.synonyms.models import KeywordSynonym
from bands.tests.shelf import ACT, load, make_curator, shelve
from config.tests.threads import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
State = BandDraft.State


@pytest.fixture
def band() -> Band:
    load(ACT)
    return Band.objects.get()


def stored(band: Band):
    return stored_acts([band.pk])[band.pk]


def newest(band: Band) -> int:
    return band.revisions.newest_first()[0].number


def drafted(band: Band, **changes) -> BandDraft:
    act = replace(stored(band), **{"description": "새 글"} | changes)
    return services.begin(band_id=band.pk, act=act, seen=newest(band), by=None, now=NOW)


def scheduled(band: Band, **changes) -> BandDraft:
    draft = drafted(band, **changes)
    services.schedule(draft_id=draft.pk, publish_at=SOON, by=None, now=NOW)
    return draft


def state(draft: BandDraft) -> tuple[str, str]:
    return BandDraft.objects.values_list("state", "problem").get(pk=draft.pk)


def test_a_draft_changes_nothing_until_it_is_published(band):
    before, curator = stored(band), make_curator("kim")
    draft = drafted(band)
    assert stored(band) == before

    revision = services.publish(draft_id=draft.pk, by=curator.pk, now=SOON)

    assert stored(band) == draft.act == revision.act == replace(before, description="새 글")
    assert (revision.why, revision.by, revision.at) == (Why.DRAFTED, curator, SOON)
    assert state(draft) == (State.PUBLISHED, "")


def test_publishing_gives_the_text_one_new_version(band):
    versions = BandDescription.objects.values_list("text_version", flat=True)
    before = versions.get()
    draft = drafted(band)
    assert versions.get() == before

    services.publish(draft_id=draft.pk, by=None, now=NOW)

    assert versions.get() > before


def test_a_draft_says_something_new(band):
    with pytest.raises(services.NothingNew):
        drafted(band, description=stored(band).description)
    assert not BandDraft.objects.exists()


def test_a_draft_keeps_its_band_whatever_key_it_names(band):
    assert drafted(band, key="other").act.key == band.key


def test_every_edit_is_kept_and_the_second_editor_is_told(band):
    draft = drafted(band)
    first = replace(draft.act, name="하나")
    services.edit(draft_id=draft.pk, act=first, told=1, by=None, now=NOW)

    with pytest.raises(services.DraftMoved):
        services.edit(draft_id=draft.pk, act=replace(first, name="둘"), told=1, by=None, now=NOW)

    assert BandDraft.objects.get().act == first
    assert [edit.act.name for edit in draft.edits.order_by("number")] == ["실리카겔", "하나"]


@pytest.mark.parametrize("close", ["discard", "publish"])
def test_a_closed_draft_stays_as_it_is(band, close):
    draft = drafted(band)
    if close == "discard":
        services.discard(draft_id=draft.pk, now=NOW)
    else:
        services.publish(draft_id=draft.pk, by=None, now=NOW)
    for call in (
        lambda: services.edit(draft_id=draft.pk, act=draft.act, told=1, by=None, now=NOW),
        lambda: services.publish(draft_id=draft.pk, by=None, now=NOW),
        lambda: services.discard(draft_id=draft.pk, now=NOW),
        lambda: services.schedule(draft_id=draft.pk, publish_at=SOON, by=None, now=NOW),
    ):
        with pytest.raises(services.DraftClosed):
            call()


# --- The band has moved ------------------------------------------------------------------------
def test_a_draft_of_an_older_band_is_not_published_but_brought_up_to_date(band):
    draft = drafted(band, keywords=frozenset({"슈게이징", "밤"}))
    load(ACT | {"name": "실리카"})
    with pytest.raises(BandMoved):
        services.publish(draft_id=draft.pk, by=None, now=NOW)
    assert stored(band).description == ACT["description"]

    services.bring_up_to_date(
        draft_id=draft.pk, told=1, seen=newest(band), answers={}, by=None, now=NOW
    )
    services.publish(draft_id=draft.pk, by=None, now=NOW)

    act = stored(band)
    assert (act.name, act.description, act.keywords) == ("실리카", "새 글", {"슈게이징", "밤"})


def test_answers_about_an_older_band_or_draft_are_not_taken(band):
    draft = drafted(band)
    seen = newest(band)
    load(ACT | {"name": "실리카"})
    update = {"draft_id": draft.pk, "answers": {}, "by": None, "now": NOW}

    with pytest.raises(BandMoved):
        services.bring_up_to_date(told=1, seen=seen, **update)
    with pytest.raises(services.DraftMoved):
        services.bring_up_to_date(told=0, seen=newest(band), **update)


def test_a_draft_begun_from_what_one_saw_is_founded_on_that(band):
    act, seen = replace(stored(band), description="새 글"), newest(band)
    load(ACT | {"name": "실리카"})

    draft = services.begin(band_id=band.pk, act=act, seen=seen, by=None, now=NOW)

    assert draft.base.act.name == "실리카겔"
    with pytest.raises(BandMoved):
        services.publish(draft_id=draft.pk, by=None, now=NOW)


def test_a_band_that_came_back_to_what_it_was_has_not_moved(band):
    draft = drafted(band)
    load(ACT | {"name": "실리카"})
    load(ACT)
    assert services.publish(draft_id=draft.pk, by=None, now=NOW).act == draft.act


def test_a_renamed_keyword_is_caught_up_with(band):
    draft = drafted(band)
    Keyword.objects.filter(keyword="슈게이징").update(keyword="슈게이즈")
    with pytest.raises(BandMoved):
        services.publish(draft_id=draft.pk, by=None, now=NOW)

    services.bring_up_to_date(
        draft_id=draft.pk, told=1, seen=newest(band), answers={}, by=None, now=NOW
    )
    services.publish(draft_id=draft.pk, by=None, now=NOW)

    assert stored(band).keywords == {"슈게이즈", "몽환적인"}


def test_words_that_were_merged_stand_in_no_drafts_way(band):
    draft = drafted(band)
    old, kept = (Keyword.objects.get(keyword=word) for word in ("슈게이징", "포크"))
    BandKeyword.objects.filter(keyword=old).update(keyword=kept)
    catalogue.delete_keywords(keywords=Keyword.objects.filter(pk=old.pk), now=NOW)
    KeywordSynonym.objects.create(word=old.keyword, keyword=kept)

    services.publish(draft_id=draft.pk, by=None, now=NOW)
    assert stored(band).keywords == {"포크", "몽환적인"}


def test_a_word_that_is_gone_stops_the_draft_that_adds_it(band):
    draft = drafted(band, keywords=frozenset({"슈게이징", "몽환적인", "밤"}))
    catalogue.delete_keywords(keywords=Keyword.objects.filter(keyword="밤"), now=NOW)
    with pytest.raises(UnknownWords, match="밤"):
        services.publish(draft_id=draft.pk, by=None, now=NOW)
    assert state(draft) == (State.DRAFT, "")


def test_a_deleted_band_is_not_published(band):
    draft = drafted(band)
    catalogue.delete_bands(bands=Band.objects.all(), now=NOW)
    with pytest.raises(services.BandIsDeleted):
        services.publish(draft_id=draft.pk, by=None, now=NOW)


# --- At a time ---------------------------------------------------------------------------------
def test_a_scheduled_draft_is_published_when_its_time_has_come(band):
    curator = make_curator("kim")
    draft = drafted(band)
    services.schedule(draft_id=draft.pk, publish_at=SOON, by=curator.pk, now=NOW)

    assert services.publish_due(now=SOON - timedelta(seconds=1)) == 0
    assert services.publish_due(now=SOON) == 1
    assert services.publish_due(now=SOON) == 0

    assert stored(band) == draft.act
    assert band.revisions.newest_first()[0].by == curator


def test_one_that_was_missed_for_days_is_published_once(band):
    draft = scheduled(band)
    assert services.publish_due(now=SOON + timedelta(days=9)) == 1
    assert state(draft) == (State.PUBLISHED, "")


def test_what_cannot_be_published_says_why_and_stops_no_other(band):
    other = scheduled(shelve("다른 밴드", "x"))
    draft = scheduled(band)
    load(ACT | {"name": "실리카"})

    assert services.publish_due(now=SOON) == 1

    assert state(draft) == (State.DRAFT, "band_moved")
    assert state(other) == (State.PUBLISHED, "")
    assert stored(band).description == ACT["description"]


def test_a_time_that_is_over_is_refused(band):
    draft = drafted(band)
    with pytest.raises(services.BadMoment):
        services.schedule(draft_id=draft.pk, publish_at=NOW, by=None, now=NOW)


def test_an_edited_draft_is_scheduled_no_more(band):
    draft = scheduled(band)
    services.edit(draft_id=draft.pk, act=replace(draft.act, name="나"), told=1, by=None, now=NOW)
    assert services.publish_due(now=SOON) == 0
    assert state(draft) == (State.DRAFT, "")


def test_a_draft_can_be_taken_off_the_schedule(band):
    draft = scheduled(band)
    services.unschedule(draft_id=draft.pk, now=NOW)
    assert services.publish_due(now=SOON) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_publish_a_draft_once():
    """20 of 20 rounds."""
    band = shelve("가")
    for turn in range(20):
        draft = scheduled(band, description=f"글 {turn}")
        published = at_once(*[lambda: services.publish_due(now=SOON)] * 2)
        assert sorted(published) == [0, 1]
        assert state(draft) == (State.PUBLISHED, "")
    assert band.revisions.filter(why=Why.DRAFTED).count() == 20


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_published_at_once_the_second_is_told():
    """RELIABILITY F12: 20 of 20 rounds."""
    band = shelve("가")
    for turn in range(20):
        drafts = [drafted(band, description=f"글 {turn}"), drafted(band, name=f"이름 {turn}")]
        publish = partial(services.publish, by=None, now=NOW)
        said = at_once(*(partial(publish, draft_id=draft.pk) for draft in drafts))
        assert [isinstance(one, BandMoved) for one in said].count(True) == 1
        kept = next(one for one in said if not isinstance(one, BandMoved))
        assert stored(band) == kept.act


# --- Going back --------------------------------------------------------------------------------
def test_going_back_is_a_new_revision_and_can_be_undone_like_any(band):
    first = band.revisions.get()
    load(ACT | {"name": "실리카", "keywords": ["밤"]})

    back = revert(revision=first, told=2, by=None, now=NOW)
    assert stored(band) == first.act
    assert (back.number, back.why, back.note) == (3, Why.REVERTED, "1")

    revert(revision=band.revisions.get(number=2), told=3, by=None, now=NOW)
    assert (stored(band).name, stored(band).keywords) == ("실리카", {"밤"})


def test_going_back_leaves_out_words_that_are_gone(band):
    first = band.revisions.get()
    load(ACT | {"keywords": ["밤"]})
    catalogue.delete_keywords(keywords=Keyword.objects.filter(keyword="슈게이징"), now=NOW)

    revert(revision=first, told=2, by=None, now=NOW)

    assert stored(band).keywords == {"몽환적인"}


def test_whoever_goes_back_knows_what_the_band_is_now(band):
    first = band.revisions.get()
    load(ACT | {"name": "실리카"})
    with pytest.raises(BandMoved):
        revert(revision=first, told=1, by=None, now=NOW)
    assert stored(band).name == "실리카"
