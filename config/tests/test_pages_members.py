"""The pages for picking, and what is kept about a member."""

import pytest

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_band, make_keyword, make_member

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
MOST_QUERIES = 12  # RELIABILITY L7


def band_named(name: str) -> Band:
    return Band.objects.get(name=name)


def test_strangers_who_ask_for_what_is_kept_are_asked_to_come_in_and_brought_back(client, stage):
    answer = client.get("/me/feedback/?after=3")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/?next=/me/feedback/%3Fafter%3D")


def test_htmx_is_told_to_leave_when_the_session_is_over(client, stage):
    answer = client.post("/list/1/feedback/", {"next": "/list/"}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == "/login/?next=/list/"


def test_picking_without_script_comes_back_to_the_button(inside, member, stage):
    band = band_named("혁오")

    answer = inside.post(
        "/pick/bands/", {"pick": band.pk, "next": "/pick/?query=ㅎㅇ", "place": "card"}
    )

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"#card-{band.pk}")
    assert list(member.picked_bands.all()) == [band]
    page = inside.get("/pick/")
    pressed = [b["id"] for b in Elements(page).of("button") if b.get("aria-pressed") == "true"]
    assert pressed == [f"card-{band.pk}"]
    assert "1팀 골랐어요" in words(page)
    assert "두 팀을 더 고르면 다섯 팀을 받아요" in words(page)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_picking_never_leads_off_the_site(inside, stage, elsewhere):
    """RELIABILITY S9."""
    form = {"pick": band_named("혁오").pk, "next": elsewhere, "place": "://evil"}

    assert inside.post("/pick/bands/", form).headers["Location"] == "/pick/"


def test_taking_back_and_picking_twice_are_safe(inside, member, stage):
    band = band_named("혁오")
    for wish in ("pick", "pick", "unpick", "unpick"):
        assert inside.post("/pick/bands/", {wish: band.pk}).status_code == 303

    assert not member.picked_bands.exists()


def test_htmx_gets_the_parts_that_its_page_shows(inside, stage):
    band = band_named("혁오")
    form = {"pick": band.pk, "shown": ["bar", f"card-{band.pk}"]}

    page = inside.post("/pick/bands/", form, headers=HTMX)

    parts = {element["id"] for _tag, element in Elements(page).found if "hx-swap-oob" in element}
    assert parts == {"bar", "spoken", f"card-{band.pk}"}
    assert "혁오 골랐어요. 모두 1팀." in words(page)


def test_taking_back_a_chip_leaves_the_focus_among_the_chips(inside, member, stage):
    for name in ("혁오", "쏜애플"):
        inside.post("/pick/bands/", {"pick": band_named(name).pk})
    form = {"unpick": band_named("혁오").pk, "shown": "chips"}

    page = inside.post(
        "/pick/bands/", form, headers=HTMX | {"HX-Trigger": f"chip-{band_named('혁오').pk}"}
    )

    focused = [b["id"] for b in Elements(page).of("button") if "autofocus" in b]
    assert focused == [f"chip-{band_named('쏜애플').pk}"]


def test_keywords_are_picked_the_same_way(inside, member, stage):
    word = make_keyword("밤")
    form = {"pick": word.pk, "shown": [f"keyword-{word.pk}", f"card-{word.pk}"]}

    page = inside.post("/pick/keywords/", form, headers=HTMX)

    assert list(member.picked_keywords.all()) == [word]
    assert [b["id"] for b in Elements(page).of("button")] == [f"keyword-{word.pk}"]


def test_the_bar_leads_to_what_is_missing(inside, stage):
    assert "/pick/#bands" in links(inside.get("/pick/"))

    inside.post("/pick/bands/", {"pick": band_named("혁오").pk})
    assert "/pick/#keywords" in links(inside.get("/pick/"))

    inside.post("/pick/keywords/", {"pick": make_keyword("밤").pk})
    assert "/list/update/" in [f.get("action") for f in Elements(inside.get("/pick/")).of("form")]


@pytest.mark.parametrize("form", [{}, {"pick": "abc"}, {"pick": "99999"}, {"unpick": "9" * 30}])
def test_picking_what_is_not_there_gets_the_404_page(inside, form):
    for address in ("/pick/bands/", "/pick/keywords/"):
        assert inside.post(address, form).status_code == 404


def test_picking_what_is_not_published_says_so(inside, member):
    answer = inside.post("/pick/bands/", {"pick": make_band(is_published=False).pk})

    assert answer.status_code == 404
    assert "지금은 고를 수 없습니다." in words(answer)
    assert not member.band_picks.exists()


def test_the_keywords_stand_under_their_facets_in_order(inside, stage):
    said = words(inside.get("/pick/"))

    places = [
        said.index(facet) for facet in (" 장르 ", " 분위기 ", " 상황 ", " 소리 ", " 계절·시간 ")
    ]
    assert places == sorted(places)


def test_browsing_members_can_pick_where_they_are(inside, stage):
    band = band_named("혁오")
    buttons = {b.get("id") for b in Elements(inside.get("/bands/")).of("button")}
    own = {b.get("id") for b in Elements(inside.get(f"/bands/{band.pk}/")).of("button")}

    assert f"corner-{band.pk}" in buttons
    assert f"pill-{band.pk}" in own


def test_my_page_shows_what_is_kept_and_nobody_elses(inside, member, stage):
    inside.post("/pick/bands/", {"pick": band_named("혁오").pk})
    inside.post("/pick/keywords/", {"pick": make_keyword("밤").pk})
    make_member("other", bands=[band_named("쏜애플")])

    said = words(inside.get("/me/"))

    assert all(kept in said for kept in ("someone@example.org", "혁오", "밤"))
    assert "쏜애플" not in said


@pytest.mark.parametrize("address", ["/pick/", "/list/", "/me/", "/bands/"])
def test_no_cache_keeps_the_pages_of_a_member(inside, stage, address):
    assert "no-store" in inside.get(address).headers["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/pick/", "/pick/?query=ㅅㄹㅋㄱ", "/bands/", "/me/", "/list/"]
)
def test_a_page_costs_few_queries(inside, member, django_assert_max_num_queries, address):
    set_stage()
    member.picked_bands.set(Band.objects.all()[:10])
    with django_assert_max_num_queries(MOST_QUERIES):
        assert inside.get(address).status_code == 200
