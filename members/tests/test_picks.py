"""Picking: idempotent, whole or not at all, one writer at a time."""

from datetime import datetime

import pytest
from django.utils.timezone import now

from config.tests.threads import at_once
from config.tests.world import make_band, make_keyword, make_member
from members import services
from members.models import Member, MemberBand
from members.picks import NotAvailable, TooManyPicks, UnknownPicks

pytestmark = pytest.mark.django_db


def bands(count: int, **columns):
    return [make_band(**columns).pk for _ in range(count)]


def replace(member, band_ids=(), keyword_ids=(), at=None):
    services.replace_picks(
        member=member, band_ids=band_ids, keyword_ids=keyword_ids, now=at or now()
    )


def test_the_last_set_is_all_that_is_picked():
    """CONTRACT D54, D55."""
    member, (one, two, three) = make_member(), bands(3)
    keyword = make_keyword("몽환").pk

    replace(member, [two, one, one], [keyword])
    replace(member, [three, two], [])

    assert services.picks_of(member.pk) == services.Picks((two, three), ())


def test_replacing_with_the_same_changes_nothing():
    member, ids = make_member(), bands(2)
    early = datetime.fromisoformat("2026-01-01T00:00+09:00")

    replace(member, ids, at=early)
    replace(member, ids)

    assert set(MemberBand.objects.values_list("picked_at", flat=True)) == {early}


def test_one_wrong_id_changes_nothing_and_every_wrong_id_is_named():
    """CONTRACT P4."""
    member, (picked, hidden, gone) = make_member(), bands(3)
    replace(member, [picked])
    type(make_band()).objects.filter(pk=hidden).update(is_published=False)
    type(make_band()).objects.filter(pk=gone).update(deleted_at=now())
    dead = make_keyword("죽은")
    type(dead).objects.filter(pk=dead.pk).update(deleted_at=now())

    with pytest.raises(UnknownPicks) as caught:
        replace(member, [picked, hidden, gone, 10**9], [dead.pk])

    assert caught.value.errors == {
        "bandIds": [f"고를 수 없는 번호입니다: {hidden}, {gone}, {10**9}"],
        "keywordIds": [f"고를 수 없는 번호입니다: {dead.pk}"],
    }
    assert services.picks_of(member.pk).band_ids == (picked,)


def test_more_than_the_most_is_refused(settings):
    """RELIABILITY P11."""
    settings.MAX_PICKED_BANDS, settings.MAX_PICKED_KEYWORDS = 2, 1
    member, ids = make_member(), bands(3)
    words = [make_keyword(word) for word in ("하나", "둘")]

    with pytest.raises(TooManyPicks) as caught:
        replace(member, ids, [word.pk for word in words])
    assert list(caught.value.errors) == ["bandIds", "keywordIds"]

    services.pick_keyword(member=member, keyword=words[0], now=now())
    with pytest.raises(TooManyPicks):
        services.pick_keyword(member=member, keyword=words[1], now=now())
    assert services.picks_of(member.pk) == services.Picks((), (words[0].pk,))


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_at_once_one_writes_the_whole_set():
    """RELIABILITY fact 2, D1."""
    member, one, two = make_member(), tuple(bands(4)), tuple(bands(4))
    for _ in range(25):
        results = at_once(lambda: replace(member, one), lambda: replace(member, two))

        assert results == [None, None]
        assert services.picks_of(member.pk).band_ids in {one, two}


@pytest.mark.django_db(transaction=True)
def test_picks_made_at_once_do_not_pass_the_most(settings):
    settings.MAX_PICKED_BANDS = 3
    member, acts = make_member(), [make_band() for _ in range(6)]

    at_once(
        *[lambda act=act: services.pick_band(member=member, band=act, now=now()) for act in acts]
    )

    assert MemberBand.objects.count() == 3


def test_picking_and_unpicking_may_be_repeated():
    member, band, keyword = make_member(), make_band(), make_keyword("몽환")
    for _ in range(2):
        services.pick_band(member=member, band=band, now=now())
        services.pick_keyword(member=member, keyword=keyword, now=now())
    assert services.picks_of(member.pk) == services.Picks((band.pk,), (keyword.pk,))

    for _ in range(2):
        services.unpick_band(member=member, band=band)
        services.unpick_keyword(member=member, keyword=keyword)
    assert services.picks_of(member.pk) == services.Picks()


def test_what_is_withdrawn_cannot_be_picked_and_does_not_count():
    member, band, keyword = make_member(), make_band(), make_keyword("몽환")
    services.pick_band(member=member, band=band, now=now())
    services.pick_keyword(member=member, keyword=keyword, now=now())
    type(band).objects.update(is_published=False)
    type(keyword).objects.update(deleted_at=now())

    assert services.picks_of(member.pk) == services.Picks()
    with pytest.raises(NotAvailable):
        services.pick_band(member=member, band=band, now=now())
    with pytest.raises(NotAvailable):
        services.pick_keyword(member=member, keyword=keyword, now=now())


def test_leaving_and_coming_back_may_be_repeated():
    """CONTRACT D83."""
    members = [make_member() for _ in range(2)]
    ids = [member.pk for member in members]

    assert [services.withdraw(member_ids=ids, now=now()) for _ in range(2)] == [2, 0]
    assert not Member.objects.live().exists()
    assert [services.restore(member_ids=ids) for _ in range(2)] == [2, 0]
