"""What members say of bands: one word each, the last one, and back again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from bands.services import BandNotFound
from config.tests.world import make_band, make_member
from members import services
from members.feedback import HIDE_FOR, WrongFeedback
from members.models import BandFeedback, Reason, Stance
from members.services import Said, feedback_of, feedback_page, react, take_back

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def member():
    return make_member()


@pytest.fixture
def band():
    return make_band()


def say(member, band, stance, at=NOW, **more):
    return react(member=member, band_id=band.pk, said=Said(stance, **more), now=at)


def stances(member, at=NOW):
    return {pk: row.stance for pk, row in feedback_of(member.pk, at).items()}


def test_the_last_word_counts(member, band):
    """FEATURES 52: one stance per band."""
    for stance in Stance:
        say(member, band, stance)

    assert stances(member) == {band.pk: Stance.HIDDEN}


@pytest.mark.parametrize("reason", Reason.values)
def test_not_for_me_may_have_a_reason(member, band, reason):
    """FEATURES 53."""
    say(member, band, Stance.NOT_FOR_ME)
    say(member, band, Stance.NOT_FOR_ME, reason=reason)

    assert BandFeedback.objects.get().reason == reason


def test_the_same_word_twice_is_said_once(member, band):
    first = say(member, band, Stance.LIKED)
    second = say(member, band, Stance.LIKED, at=NOW + timedelta(days=1))

    assert (second, second.made_at) == (first, NOW)


@pytest.mark.parametrize(
    ("stance", "more", "field"),
    [
        (Stance.LIKED, {"reason": Reason.TASTE}, "reason"),
        (Stance.KNOWN, {"until": NOW + HIDE_FOR}, "days"),
        (Stance.HIDDEN, {"until": NOW}, "days"),
    ],
)
def test_what_does_not_go_together_is_refused(member, band, stance, more, field):
    with pytest.raises(WrongFeedback) as caught:
        say(member, band, stance, **more)

    assert set(caught.value.errors) == {field}
    assert not BandFeedback.objects.exists()


@pytest.mark.parametrize("more", [{"reason": "taste"}, {"until": NOW}])
def test_the_database_refuses_it_too(member, band, more):
    with pytest.raises(IntegrityError), transaction.atomic():
        BandFeedback.objects.create(member=member, band=band, stance="liked", **more)


def test_only_of_bands_that_are_there_something_is_said(member):
    hidden = make_band(is_published=False)
    for band_id in (hidden.pk, 0):
        with pytest.raises(BandNotFound):
            react(member=member, band_id=band_id, said=Said(Stance.LIKED), now=NOW)


def test_taking_back_may_be_repeated_and_works_for_a_band_that_is_gone(member, band):
    """FEATURES 54."""
    say(member, band, Stance.KNOWN)
    for _time in range(2):
        take_back(member=member, band_id=band.pk)
    assert stances(member) == {}

    say(member, band, Stance.KNOWN)
    type(band).objects.update(is_published=False)
    take_back(member=member, band_id=band.pk)
    assert not BandFeedback.objects.exists()
    with pytest.raises(BandNotFound):
        take_back(member=member, band_id=0)


def test_hiding_ends_by_itself(member, band):
    """CONTRACT A1."""
    say(member, band, Stance.HIDDEN, until=NOW + HIDE_FOR)

    assert stances(member) == {band.pk: Stance.HIDDEN}
    assert stances(member, NOW + HIDE_FOR) == {}


def test_the_page_shows_the_last_word_first_and_what_a_listener_may_see(member):
    bands = [make_band() for _band in range(5)]
    for band in bands:
        say(member, band, Stance.LIKED)
    say(member, bands[0], Stance.KNOWN)
    say(member, make_band(), Stance.HIDDEN, until=NOW + timedelta(seconds=1))
    type(bands[1]).objects.filter(pk=bands[1].pk).update(is_published=False)
    say(make_member(), bands[2], Stance.LIKED)

    later = {"member_id": member.pk, "now": NOW + timedelta(days=1)}
    first = feedback_page(**later, limit=3)
    second = feedback_page(**later, limit=3, after=first.next)

    assert [row.band for row in first.rows] == [bands[0], bands[4], bands[3]]
    assert [row.band for row in second.rows] == [bands[2]]
    assert second.next is None


def test_what_was_said_stays_when_a_member_leaves_and_goes_with_its_row(member, band):
    """CONTRACT D83."""
    say(member, band, Stance.LIKED)
    services.withdraw(member_ids=[member.pk], now=now())
    services.restore(member_ids=[member.pk])
    assert stances(member) == {band.pk: Stance.LIKED}

    member.delete()
    assert not BandFeedback.objects.exists()
