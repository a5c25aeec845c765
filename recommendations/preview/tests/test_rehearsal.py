"""A rehearsal leaves no trace, and nobody waits for it (RELIABILITY D2)."""

import threading
from datetime import UTC, datetime

import pytest
import redis
from django.conf import settings
from django.db import InternalError, connection, transaction

from bands.acts import Change, locked, standings, stored_acts, write_acts
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, BandDescription
from config.tests.threads import at_once
from config.tests.world import make_band, make_member, make_space, place
from embeddings.hints import hint_after_commit
from members.models import MemberBand
from recommendations.preview import rehearsal
from recommendations.preview.rehearsal import CatalogueBusy, rehearse

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
QUEUE = "celery"


def rewrite(band, text="새 글"):
    before = standings(locked(Band.objects.filter(pk=band.pk)))[band.pk].act
    after = before.__class__(key=before.key, name=before.name, description=text)
    write_acts(changes=[Change(after, before)], reason=Reason(Why.DRAFTED, None, NOW))


def everything():
    """Every row of every table, as the database writes it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def test_what_was_written_is_seen_inside_and_gone_afterwards():
    band = make_band(keywords=["몽환적인"])
    place(make_space(), band, [1, 0, 0, 0])
    before = everything()

    def act():
        rewrite(band)
        return stored_acts([band.pk])[band.pk]

    seen = rehearse(act)

    assert (seen.description, seen.keywords) == ("새 글", frozenset())
    assert everything() == before


def test_an_act_that_fails_leaves_nothing_either():
    band = make_band()
    before = everything()

    def act():
        rewrite(band)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rehearse(act)

    assert everything() == before


def test_no_hint_reaches_the_workers():
    """What production does after a commit never happens, in the next transaction either."""
    valkey = redis.Redis.from_url(settings.REDIS_URL)

    rehearse(hint_after_commit)
    with transaction.atomic():
        make_band()

    assert valkey.llen(QUEUE) == 0


def test_a_rehearsal_is_never_part_of_another_transaction():
    with pytest.raises(RuntimeError), transaction.atomic():
        rehearse(lambda: None)


def test_all_of_it_sees_one_moment():
    """Somebody else's band does not appear half way."""

    def act():
        first = Band.objects.count()
        assert at_once(make_band)[0].pk
        return first, Band.objects.count()

    assert rehearse(act) == (0, 0)
    assert Band.objects.count() == 1


def test_listeners_do_not_wait_for_a_rehearsal():
    """A pick and a list refer to the band while its rehearsed change is not yet taken back."""
    band, member = make_band(), make_member()

    def pick():
        impatient()
        MemberBand.objects.create(member=member, band=band)
        return BandDescription.objects.get(band=band).text

    def act():
        rewrite(band)
        return at_once(pick)

    assert rehearse(act) == ["기타가 앞에 선다."]
    assert MemberBand.objects.filter(member=member).exists()


def test_a_rehearsal_steps_back_from_a_curator_who_is_saving(monkeypatch):
    monkeypatch.setattr(rehearsal, "PAUSE", 0)
    band = make_band()
    locked, done = threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            Band.objects.select_for_update().get(pk=band.pk)
            locked.set()
            done.wait(30)

    def preview():
        locked.wait(30)
        try:
            return rehearse(lambda: rewrite(band))
        finally:
            done.set()

    assert isinstance(at_once(save, preview)[1], CatalogueBusy)


def test_a_rehearsal_that_met_another_write_is_played_again():
    band = make_band()
    tries = []

    def act():
        Band.objects.count()  # from here on it sees this moment
        tries.append(1)
        if len(tries) == 1:
            at_once(lambda: Band.objects.filter(pk=band.pk).update(name="그새 바뀐 이름"))
        rewrite(band)
        return stored_acts([band.pk])[band.pk]

    seen = rehearse(act)

    assert (len(tries), seen.name, seen.description) == (2, "그새 바뀐 이름", "새 글")


def test_a_worker_that_freezes_loses_its_locks(monkeypatch):
    monkeypatch.setattr(rehearsal, "IDLE_MILLISECONDS", 100)

    def act():
        threading.Event().wait(0.5)
        Band.objects.count()

    with pytest.raises(InternalError, match="idle-in-transaction"):
        rehearse(act)

    assert Band.objects.count() == 0


def test_time_limits_end_with_the_rehearsal():
    rehearse(lambda: None)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def impatient():
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
