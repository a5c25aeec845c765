"""What lies around a band and around a keyword."""

import numpy as np
import pytest

from bands.models import Band, KeywordSynonym
from config.tests.reading import links, words
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from members.models import BandFeedback
from recommendations.around.relating import related
from recommendations.around.services import LEAST_PEOPLE, around
from recommendations.around.words import around_keyword
from recommendations.suggest.models import BandRecommend

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Three bands on a line from the first one, and the vector of 포크 on the last one's side."""
    space = make_space()
    know(space, ["포크"], np.eye(4)[1])
    bands = []
    for number, keywords in enumerate([["포크", "밤"], ["포크", "밤"], ["포크", "메탈"]]):
        band = make_band(name=f"밴드{number}", keywords=keywords)
        place(space, band, np.eye(4)[0] + number * np.eye(4)[1])
        bands.append(band)
    return bands


def look(band, **options):
    return around(Band.objects.for_cards().get(pk=band.pk), **options)


def names(near):
    return [one.band.name for one in near]


def crowd(n, *, bands=(), keywords=(), shown=None):
    """`n` members with these picks; their lists show a band."""
    for _number in range(n):
        member = make_member(bands=bands, keywords=keywords)
        if shown:
            BandRecommend.objects.create(member=member, band=shown, score=0.5, priority=1)


def test_near_bands_come_nearest_first_with_what_they_share(scene):
    near = look(scene[0]).near
    assert names(near) == ["밴드1", "밴드2"]
    assert near[0].similarity == pytest.approx(1 / np.sqrt(2))
    assert {word.keyword for word in near[0].keywords} == {"포크", "밤"}
    assert [word.keyword for word in near[1].keywords] == ["포크"]


def test_what_may_not_be_seen_or_is_blocked_is_not_near(scene):
    """CONTRACT A1."""
    Band.objects.filter(pk=scene[1].pk).update(is_published=False)
    assert names(look(scene[0]).near) == ["밴드2"]
    assert names(look(scene[0], excluded=[scene[2].pk]).near) == []


def test_a_band_without_a_vector_has_nothing_near(scene):
    assert look(make_band()).near == ()


def test_how_many_picked_both_is_told_of_five_people_only(scene):
    crowd(LEAST_PEOPLE, bands=scene[:2])
    crowd(LEAST_PEOPLE - 1, bands=[scene[0], scene[2]])
    assert [one.people for one in look(scene[0]).near] == [LEAST_PEOPLE, 0]


def test_the_ways_to_a_band_are_what_five_people_with_it_in_their_lists_picked(scene):
    folk, metal = make_keyword("포크"), make_keyword("메탈")
    crowd(LEAST_PEOPLE, keywords=[folk], bands=[scene[1]], shown=scene[0])
    crowd(LEAST_PEOPLE - 1, keywords=[metal], bands=[scene[2]], shown=scene[0])
    crowd(LEAST_PEOPLE, keywords=[metal])  # who were not shown it
    ways = look(scene[0]).ways
    assert ways.keywords == ((folk, LEAST_PEOPLE),)
    assert ways.bands == ((scene[1], LEAST_PEOPLE),)


def test_who_left_is_not_counted(scene):
    folk = make_keyword("포크")
    crowd(LEAST_PEOPLE - 1, keywords=[folk], shown=scene[0])
    gone = make_member(keywords=[folk], is_active=False)
    BandRecommend.objects.create(member=gone, band=scene[0], score=0.5, priority=1)
    assert look(scene[0]).ways.keywords == ()


def test_the_band_page_shows_both_and_hides_what_is_empty(client, scene):
    page = client.get(f"/bands/{scene[0].pk}/")
    assert "가까운 밴드" in words(page)
    assert "어떻게 여기까지 왔나" not in words(page)
    assert f"/keywords/{make_keyword('포크').pk}/" in links(page)
    crowd(LEAST_PEOPLE, keywords=[make_keyword("포크")], shown=scene[0])
    assert "어떻게 여기까지 왔나" in words(client.get(f"/bands/{scene[0].pk}/"))


def test_a_member_does_not_see_blocked_bands_nearby(client, scene):
    """CONTRACT A1."""
    member = make_member()
    BandFeedback.objects.create(member=member, band=scene[1], stance="hidden")
    client.force_login(member)
    page = client.get(f"/bands/{scene[0].pk}/")
    assert "밴드1" not in words(page)
    assert "밴드2" in words(page)


def test_a_page_costs_few_queries(client, scene, django_assert_max_num_queries):
    """RELIABILITY L7."""
    with django_assert_max_num_queries(12):
        client.get(f"/bands/{scene[0].pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"/keywords/{make_keyword('포크').pk}/")


def test_a_keyword_lists_its_most_typical_bands_first(scene):
    about = around_keyword(make_keyword("포크").pk)
    assert [band.name for band in about.bands] == ["밴드2", "밴드1", "밴드0"]
    assert (about.total, about.is_ordered) == (3, True)


def test_a_keyword_without_a_vector_lists_them_by_name(scene):
    about = around_keyword(make_keyword("밤").pk)
    assert [band.name for band in about.bands] == ["밴드0", "밴드1"]
    assert not about.is_ordered


def test_keywords_go_together_by_how_often_for_their_size():
    assert related({1: 2, 2: 2, 3: 1}, {1: 2, 2: 8, 3: 1}, own=4) == [1, 3, 2]
    assert related({}, {1: 5}, own=0) == []


def test_the_keyword_page_says_the_word_in_both_languages_and_what_goes_with_it(client, scene):
    folk = make_keyword("포크")
    folk.english = "folk"
    folk.save()
    KeywordSynonym.objects.create(word="포크송", keyword=folk)
    text = words(client.get(f"/keywords/{folk.pk}/"))
    assert all(said in text for said in ["포크", "folk", "같은 말: 포크송", "밤 2팀", "메탈 1팀"])
    english = words(client.get(f"/keywords/{folk.pk}/", headers={"Accept-Language": "en"}))
    assert "Bands of this keyword" in english


def test_a_member_picks_the_keyword_from_its_page(client, scene):
    folk, member = make_keyword("포크"), make_member()
    client.force_login(member)
    page = client.get(f"/keywords/{folk.pk}/")
    assert f'id="keyword-{folk.pk}"' in page.content.decode()
    back = client.post("/pick/keywords/", {"pick": folk.pk, "next": f"/keywords/{folk.pk}/"})
    assert back.headers["Location"].startswith(f"/keywords/{folk.pk}/")
    assert member.picked_keywords.get() == folk


def test_a_keyword_that_is_gone_has_no_page(client, scene):
    folk = make_keyword("포크")
    folk.deleted_at = "2026-01-01T00:00:00Z"
    folk.save()
    assert client.get(f"/keywords/{folk.pk}/").status_code == 404
