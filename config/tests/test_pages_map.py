"""The map of the catalogue, and a member's own taste on it."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.timezone import now

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from recommendations.mapping.services import draw_map

pytestmark = pytest.mark.django_db

MOST_QUERIES = 16
PICKS = ("실리카겔", "쏜애플", "혁오")


@pytest.fixture
def drawn():
    set_stage()
    draw_map(now=now())


@pytest.fixture
def member(drawn):
    bands = Band.objects.filter(name__in=PICKS)
    return make_member(bands=bands, keywords=[make_keyword("몽환적인")])


@pytest.fixture
def inside(member):
    client = Client()
    client.force_login(member)
    client.post("/list/update/")
    return client


def drawing(page) -> ElementTree.Element:
    """The map; raises when it is not well-formed."""
    start = page.text.index('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000')
    return ElementTree.fromstring(page.text[start : page.text.index("</svg>", start) + 6])


def titles(page) -> list[str]:
    return ["".join(title.itertext()) for title in drawing(page).iter() if "title" in title.tag]


def test_before_a_map_is_made_the_page_says_so():
    page = Client().get("/map/")
    assert "아직 지도를 그리지 못했어요" in words(page)
    assert "/bands/" in links(page)


def test_every_published_band_is_a_dot_that_leads_to_it(drawn):
    page = Client().get("/map/")
    assert {band.name for band in Band.objects.all()} <= set(titles(page))
    svg = drawing(page)
    led_to = {link.get("href") for link in svg.iter() if link.tag.endswith("}a")}
    assert led_to == {f"/bands/{band.pk}/" for band in Band.objects.all()}


def test_hidden_and_deleted_bands_are_not_drawn(drawn):
    Band.objects.filter(name="라쿠나").update(is_published=False)
    Band.objects.filter(name="국카스텐").update(deleted_at=now())
    said = Client().get("/map/").text
    assert "라쿠나" not in said
    assert "국카스텐" not in said


def test_a_guest_is_asked_to_begin(drawn):
    page = Client().get("/map/")
    assert "밴드를 고르면 내 취향이 지도에 나와요" in words(page)
    assert "/map/share.svg" not in links(page)


def test_a_member_sees_picks_the_five_their_groups_and_the_pull(inside):
    page = inside.get("/map/")
    said = titles(page)
    assert {f"{name}, 내가 고른 밴드" for name in PICKS} <= set(said)
    assert sum("취향 묶음" in title for title in said) == 5
    assert any(title.startswith("‘몽환적인’ 키워드가") for title in said)
    marks = [link for link in Elements(page).of("a") if "found-mark" in link.get("class", "")]
    assert len({mark["class"] for mark in marks}) == 3
    assert "추천: 세 번째 취향 묶음" in words(page)


def test_the_table_says_what_the_drawing_shows(inside):
    said = words(inside.get("/map/"))
    table = said[said.index("표로 보기") :]
    for name in (*PICKS, "1위", "5위", "‘몽환적인’ 키워드가"):
        assert name in table


def test_another_member_sees_nothing_of_it(inside):
    other = Client()
    other.force_login(make_member())
    page = other.get("/map/")
    assert "내가 고른 밴드" not in words(page)
    assert other.get("/map/share.svg").status_code == 404


def test_what_was_blocked_since_is_a_dot_like_others(inside, member):
    shown = inside.get("/map/").context["map"].found
    inside.post(f"/bands/{shown[0].spot.band_id}/feedback/", {"say": "not_for_me"})
    left = inside.get("/map/").context["map"].found
    assert [mark.spot for mark in left] == [mark.spot for mark in shown[1:]]


def test_the_image_holds_the_five_and_asks_for_nothing(inside):
    answer = inside.get("/map/share.svg")
    svg = ElementTree.fromstring(answer.text)
    said = " ".join(svg.itertext())
    for mark in inside.get("/map/").context["map"].found:
        assert mark.spot.name in said
    assert "href" not in answer.text
    assert "url(" not in answer.text
    assert answer.text.count("http") == 1  # the namespace
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_no_style_and_no_script_stands_in_the_page(inside):
    page = inside.get("/map/")
    assert not Elements(page).inline
    assert not any("style" in attributes for _tag, attributes in Elements(page).found)


def test_the_page_speaks_english_with_the_same_coordinates(inside):
    korean = drawing(inside.get("/map/"))
    inside.post("/language/", {"language": "en"})
    page = inside.get("/map/")
    assert "A map of my taste" in words(page)
    places = [[one.get("transform") for one in svg.iter()] for svg in (korean, drawing(page))]
    assert places[0] == places[1]


def test_the_page_costs_the_same_few_queries_however_many_bands(
    inside, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUERIES):
        inside.get("/map/")


def test_the_list_and_the_navigation_lead_to_the_map(inside):
    assert links(inside.get("/list/")).count("/map/") == 2
    assert "/map/share.svg" in links(inside.get("/list/"))


def card_of(client, name):
    band = Band.objects.get(name=name)
    return client.get(f"/map/{band.pk}/", headers={"HX-Request": "true"})


def test_a_pressed_dot_becomes_a_card_to_pick_from(inside):
    """FEATURES: pick from the map."""
    page = card_of(inside, "라쿠나")
    assert "몽환적인" in words(page)
    buttons = [one for one in Elements(page).of("button") if one.get("name") == "pick"]
    assert [button["hx-post"] for button in buttons] == ["/pick/bands/"]
    assert 'aria-pressed="true"' in card_of(inside, PICKS[0]).text


def test_a_guest_may_begin_with_the_band_of_a_card(drawn):
    buttons = Elements(card_of(Client(), "라쿠나")).of("button")
    assert [button["name"] for button in buttons] == ["pick"]


def test_a_card_without_script_is_the_page_of_the_band(drawn):
    band = Band.objects.get(name="라쿠나")
    answer = Client().get(f"/map/{band.pk}/")
    assert answer.headers["Location"] == f"/bands/{band.pk}/"


def test_a_hidden_band_has_no_card(drawn):
    Band.objects.filter(name="라쿠나").update(is_published=False)
    assert card_of(Client(), "라쿠나").status_code == 404
