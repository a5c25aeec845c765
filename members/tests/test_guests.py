"""Guests: what the database holds them to, how they sign in, join and are forgotten."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils.timezone import now

from bands.acts import stored_acts
from bands.duplicates.document import sensible
from bands.duplicates.movers import Pair
from bands.duplicates.services import merge_bands
from config.schedule import SCHEDULE
from config.tests.threads import at_once
from config.tests.world import make_band, make_keyword, make_member
from members import services
from members.feedback import Said
from members.models import BandFeedback, Member
from members.tasks import forget_idle_guests
from members.tokens import AccessToken
from recommendations.exposure.models import ExposureEvent

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-29T09:00+09:00")
JOINING = {"username": "listener", "email": "l@example.org", "password": "a-long-enough-one"}


def make_guest(*, bands=(), keywords=(), now=NOW) -> Member:
    guest = services.new_guest(now=now)
    for band in bands:
        services.pick_band(member=guest, band=band, now=now)
    for word in keywords:
        services.pick_keyword(member=guest, keyword=word, now=now)
    return guest


def say(member, band, stance, until=None):
    services.react(member=member, band_id=band.pk, said=Said(stance, until=until), now=NOW)


def unite(guest, account) -> bool:
    return services.unite(guest=guest, account=account, now=NOW)


def words_of(member) -> dict[int, str]:
    return dict(BandFeedback.objects.filter(member=member).values_list("band", "stance"))


@pytest.mark.parametrize(
    "columns",
    [{"email": "g@example.org"}, {"password": "argon2$x"}, {"is_staff": True}, {"is_guest": False}],
)
def test_a_guest_has_no_address_no_password_and_no_power(columns):
    """CONTRACT S114."""
    guest = make_guest()

    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=guest.pk).update(**columns)


def test_neither_a_password_nor_a_token_leads_to_a_guest():
    guest = make_guest()

    for password in ("", "!", guest.password):
        with pytest.raises(services.LoginFailed):
            services.log_in(
                request=RequestFactory().post("/"), username=guest.username, password=password
            )
    with pytest.raises(services.MemberNotFound):
        services.member_of(token=AccessToken.for_member(guest))


def test_joining_keeps_the_row_and_all_that_hangs_on_it():
    band, word = make_band(), make_keyword("밤")
    guest = make_guest(bands=[band], keywords=[word])

    member = services.sign_up(**JOINING, guest=guest)

    assert (member.pk, member.is_guest, member.email) == (guest.pk, False, "l@example.org")
    assert services.picks_of(member.pk) == services.Picks((band.pk,), (word.pk,))
    assert member.check_password(JOINING["password"])


def test_of_two_who_join_from_one_session_the_second_begins_anew():
    guest = make_guest(bands=[make_band()])
    first = services.sign_up(**JOINING, guest=guest)

    second = services.sign_up(
        username="other", email="o@example.org", password="a-long-enough-one", guest=guest
    )

    assert second.pk != first.pk
    assert not second.band_picks.exists()


def test_signing_in_unites_picks_keywords_and_words_and_the_guest_is_gone():
    mine, both, theirs = make_band(), make_band(), make_band()
    account = make_member(bands=[mine, both])
    guest = make_guest(bands=[both, theirs], keywords=[make_keyword("밤")])
    say(guest, theirs, "liked")

    assert unite(guest, account)

    assert set(account.picked_bands.all()) == {mine, both, theirs}
    assert list(account.picked_keywords.all()) == [make_keyword("밤")]
    assert words_of(account) == {theirs.pk: "liked"}
    assert not Member.objects.filter(is_guest=True).exists()


def test_a_block_that_has_ended_says_nothing_any_more():
    band, account = make_band(), make_member()
    services.react(
        member=account,
        band_id=band.pk,
        said=Said("hidden", until=NOW - timedelta(days=1)),
        now=NOW - timedelta(days=31),
    )
    guest = make_guest(bands=[band])
    say(guest, band, "liked")

    unite(guest, account)

    assert (list(account.picked_bands.all()), words_of(account)) == ([band], {band.pk: "liked"})


def test_a_band_that_was_merged_meanwhile_comes_as_the_one_that_it_became():
    kept, merged, account = make_band(), make_band(), make_member(bands=[])
    guest = make_guest(bands=[merged])
    acts = stored_acts([kept.pk, merged.pk])
    merge_bands(
        pair=Pair(kept.pk, merged.pk),
        choice=sensible(acts[kept.pk], acts[merged.pk]),
        by=None,
        now=NOW,
    )

    unite(guest, account)

    assert list(account.picked_bands.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_at_once_unite_once():
    guest, account = make_guest(bands=[make_band(), make_band()]), make_member()

    done = at_once(*[lambda: unite(guest, account)] * 2)

    assert sorted(done) == [False, True]
    assert account.band_picks.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_pick_during_the_sign_in_is_kept_or_refused_and_never_breaks_it():
    guest, account, late = make_guest(bands=[make_band()]), make_member(), make_band()

    united, _picked = at_once(
        lambda: unite(guest, account),
        lambda: services.pick_band(member=guest, band=late, now=NOW),
    )

    assert united is True
    assert account.band_picks.count() in {1, 2}


def test_a_uniting_that_fails_leaves_both_as_they_were():
    account, guest = make_member(), make_guest(bands=[make_band()])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE member_band ADD CHECK (member_id = %s)", [guest.pk])

    with pytest.raises(IntegrityError), transaction.atomic():
        unite(guest, account)

    assert Member.objects.filter(pk=account.pk).exists()
    assert guest.band_picks.count() == 1


def test_guests_idle_for_thirty_days_are_forgotten_at_night_with_all_they_chose():
    gone = make_guest(bands=[make_band()], now=NOW - timedelta(days=400))
    services.new_guest(now=NOW)
    member = make_member(last_login=NOW - timedelta(days=400))

    assert services.forget_idle_guests(now=NOW) == 1

    assert not Member.objects.filter(pk=gone.pk).exists()
    assert Member.objects.filter(pk=member.pk).exists()
    assert forget_idle_guests.name in {entry["task"] for entry in SCHEDULE.values()}


def test_a_guest_who_comes_back_is_kept_and_noted_once_a_day():
    guest = make_guest(now=NOW - timedelta(days=20))

    noted = [services.note_seen(guest=guest, now=NOW) for _visit in range(2)]

    assert noted == [True, False]
    assert services.forget_idle_guests(now=NOW + timedelta(days=29)) == 0


def test_the_ledger_and_the_learning_count_no_guest():
    """What guests pick makes nothing popular."""
    band = make_band()
    guest = make_guest(bands=[band], now=now())
    services.react(member=guest, band_id=band.pk, said=Said("liked"), now=now())
    assert not ExposureEvent.objects.filter(kind__in=["picked", "liked"]).exists()
    assert not Member.objects.live().exists()

    services.pick_band(member=make_member(), band=band, now=now())
    assert ExposureEvent.objects.get().kind == "picked"
