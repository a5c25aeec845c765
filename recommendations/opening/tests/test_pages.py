"""The first minutes as a stranger walks through them."""

import pytest
import time_machine

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_keyword
from embeddings.models import BandVector
from members.models import Member
from recommendations.opening import inputs

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "wall"}
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def stage(monkeypatch):
    monkeypatch.setattr(inputs, "SIZE", 6)
    return set_stage(extras=False)


def band_named(name: str) -> Band:
    return Band.objects.get(name=name)


def wall(page) -> list[int]:
    return [
        int(button["value"])
        for button in Elements(page).of("button")
        if button.get("id", "").startswith("wall-")
    ]


def test_a_stranger_gets_a_wall_and_other_bands_until_the_first_come_again(client):
    """CONTRACT S114."""
    first, second, third = (wall(client.get(f"/start/?wall={number}")) for number in range(3))

    assert len(first) == 6
    assert set(first) | set(second) == set(Band.objects.values_list("pk", flat=True))
    assert not set(first) & set(second)
    assert third == first
    assert "/start/?wall=1#wall" in links(client.get("/start/"))
    assert not Member.objects.exists()


def test_picking_of_who_has_nothing_begins_with_the_wall(client):
    assert client.get("/pick/").headers["Location"] == "/start/"
    assert client.get("/list/").headers["Location"] == "/start/"


def test_a_pick_without_script_comes_back_to_a_wall_without_it_and_near_it(client):
    picked = band_named("실리카겔")  # of the taste of 봉제인간 and 국카스텐

    answer = client.post("/start/pick/", {"pick": picked.pk})
    shown = wall(client.get("/start/"))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/start/#chips")
    assert picked.pk not in shown
    assert shown[0] in {band_named("봉제인간").pk, band_named("국카스텐").pk}


def test_htmx_gets_the_wall_anew_with_the_focus_where_the_band_was(client):
    form = {"pick": band_named("실리카겔").pk, "at": "2"}

    page = client.post("/start/pick/", form, headers=HTMX)

    shown = wall(page)
    focused = [b["id"] for b in Elements(page).of("button") if "autofocus" in b]
    assert focused == [f"wall-{shown[2]}"]
    assert "실리카겔 골랐어요. 모두 1팀." in words(page)
    parts = {element["id"] for _tag, element in Elements(page).found if "hx-swap-oob" in element}
    assert parts == {"chips", "bar", "spoken"}


def test_what_is_blocked_is_on_no_wall(client):
    blocked = band_named("혁오")
    client.post(f"/bands/{blocked.pk}/feedback/", {"say": "known"})

    seen = {pk for number in range(2) for pk in wall(client.get(f"/start/?wall={number}"))}

    assert seen == set(Band.objects.exclude(pk=blocked.pk).values_list("pk", flat=True))


def test_the_wall_can_be_searched(client):
    page = client.get("/start/", {"query": "ㅅㄹㅋㄱ"}, headers=HTMX)

    assert wall(page) == [band_named("실리카겔").pk]
    assert "1팀을 찾았어요" in words(page)
    assert "검색에 맞는 밴드가 없어요" in words(client.get("/start/", {"query": "zzzz"}))


def test_without_a_space_there_is_a_wall_all_the_same(client, stage):
    stage.delete()

    assert len(wall(client.get("/start/"))) == 6


def test_while_texts_are_still_embedded_the_wall_is_full_and_known_places_come_first(client):
    known = BandVector.objects.order_by("band_id").first().band_id
    BandVector.objects.exclude(band_id=known).delete()

    shown = wall(client.get("/start/"))

    assert len(shown) == 6
    assert shown[0] == known


def test_keywords_are_suggested_with_their_reason(client):
    """CONTRACT S61-S63: of those that the catalogue has."""
    for word in ("가을", "비 오는 날", "아침"):
        make_keyword(word, "season")

    with time_machine.travel("2026-11-29T08:00+09:00", tick=False):
        page = client.get("/start/keywords/?weather=rain")

    said = words(page)
    for suggestion in ("비 오는 날 비가 와서", "아침 아침이라서", "가을 가을이라서"):
        assert suggestion in said
    assert page.text.count(f'id="keyword-{make_keyword("가을").pk}"') == 1


def test_after_five_picks_their_keywords_are_suggested(client):
    """CONTRACT S60."""
    for band in Band.objects.exclude(name="실리카겔")[:6]:
        client.post("/start/pick/", {"pick": band.pk})

    assert "고른 밴드에 많아서" in words(client.get("/start/keywords/"))


def test_the_whole_path_leads_to_a_list_without_a_dead_end(client):
    """CONTRACT S72, S114: bands, keywords, list."""
    client.post("/start/pick/", {"pick": band_named("실리카겔").pk})
    assert "/start/keywords/" in links(client.get("/start/"))
    assert "/list/update/" in [
        form.get("action") for form in Elements(client.get("/start/keywords/")).of("form")
    ]

    client.post("/pick/keywords/", {"pick": make_keyword("밤").pk, "next": "/start/keywords/"})
    page = client.get("/start/keywords/")
    assert "/list/update/" in [form.get("action") for form in Elements(page).of("form")]

    assert "당신이 파낸 3팀" in words(client.post("/list/update/", follow=True))


@pytest.mark.parametrize("address", ["/start/", "/start/keywords/"])
def test_a_page_costs_few_queries(client, django_assert_max_num_queries, address):
    """RELIABILITY L7."""
    for band in Band.objects.all()[:5]:
        client.post("/start/pick/", {"pick": band.pk})
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address).status_code == 200
