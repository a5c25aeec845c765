"""NOW HOTTEST (CONTRACT T45)."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from config.tests.reading import links, words
from config.tests.world import make_band, make_member
from members.models import BandFeedback, MemberBand
from recommendations.hottest.services import LATELY, hottest

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd():
    return [make_member() for _ in range(4)]


def pick(members, band, *, days_ago=0):
    when = now() - timedelta(days=days_ago)
    MemberBand.objects.bulk_create(
        MemberBand(member=member, band=band, picked_at=when) for member in members
    )


def react(members, band, stance="liked"):
    BandFeedback.objects.bulk_create(
        BandFeedback(member=member, band=band, stance=stance) for member in members
    )


def counted(member=None):
    bands = hottest(member_id=member and member.pk, now=now() + timedelta(seconds=1))
    return [(hot.band.name, hot.people) for hot in bands]


def test_bands_are_listed_by_people_each_counted_once(crowd):
    three, four = make_band(name="셋"), make_band(name="넷")
    pick(crowd[:3], three)
    react(crowd[:3], three)
    pick(crowd[:2], four)
    react(crowd[2:], four)
    assert counted() == [("넷", 4), ("셋", 3)]


def test_two_people_are_too_few_to_be_told(crowd):
    pick(crowd[:2], make_band())
    assert counted() == []


def test_what_was_longer_ago_and_what_is_no_like_does_not_count(crowd):
    band = make_band()
    pick(crowd[:2], band)
    pick(crowd[2:3], band, days_ago=LATELY.days + 1)
    react(crowd[3:], band, "known")
    assert counted() == []


def test_who_left_and_what_may_not_be_seen_does_not_count(crowd):
    pick(crowd, make_band(is_published=False))
    pick(crowd[:3], make_band(name="보이는"))
    crowd[0].deleted_at = now()
    crowd[0].save()
    assert counted() == []


@pytest.mark.parametrize(("stance", "is_listed"), [("hidden", False), ("liked", True)])
def test_a_member_does_not_see_what_they_block(crowd, stance, is_listed):
    """CONTRACT A1."""
    band, me = make_band(name="셋"), make_member()
    pick(crowd[:3], band)
    react([me], band, stance)
    assert bool(counted(me)) is is_listed
    assert counted(crowd[0])


def test_the_list_is_one_statement_however_many_bands(crowd, django_assert_num_queries):
    for number in range(3):
        pick(crowd, make_band(name=f"밴드 {number}"))
    with django_assert_num_queries(4):  # the count, the cards, their keywords, their names
        counted()


def test_the_page_says_that_it_is_popularity_and_how_many(client, crowd):
    band = make_band(name="셋")
    pick(crowd[:3], band)
    page = client.get("/hot/")
    assert "인기순이며 취향과 무관해요" in words(page)
    assert "3명" in words(page)
    assert f"/bands/{band.pk}/" in links(page)


def test_without_enough_people_the_page_says_so_and_home_says_nothing(client, db):
    assert "아직 실을 만큼" in words(client.get("/hot/"))
    assert "NOW HOTTEST" not in words(client.get("/"))


def test_home_shows_it_to_visitors(client, crowd):
    pick(crowd, make_band(name="넷"))
    page = client.get("/")
    assert "NOW HOTTEST" in words(page)
    assert "4명" in words(page)
    assert "/hot/" in links(page)
