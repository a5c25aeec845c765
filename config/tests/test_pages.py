"""The pages that are open to everyone."""

import pytest
from django.urls import reverse

from bands.models import Band, BandDescription
from config.tests.reading import Elements, links, words
from config.tests.stage import ACTS, TEXT, TEXT_EN, name_to_find, set_stage
from config.tests.world import make_band, make_keyword, make_member
from embeddings.models import BandVector, TextVector

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "results"}
MOST_QUERIES = 12  # RELIABILITY L7


def silica_gel() -> Band:
    return Band.objects.get(name="실리카겔")


def test_home_says_what_it_is_and_shows_the_catalogue(client, stage):
    page = client.get("/")

    assert "아직 모르는 다섯 팀" in words(page)
    assert "/start/" in links(page)
    covers = [image for image in Elements(page).of("img") if "/cover.svg?v=" in image["src"]]
    assert {cover["alt"] for cover in covers} == {name for name, *_ in ACTS}


def test_an_empty_catalogue_has_a_home_all_the_same(client):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("bands", "keywords", "goes_to"), [(0, 0, "/start/"), (1, 0, "/list/"), (1, 1, "/list/")]
)
def test_home_sends_members_to_what_they_need_next(client, stage, bands, keywords, goes_to):
    picks = {"bands": [silica_gel()][:bands], "keywords": [make_keyword("밤")][:keywords]}
    client.force_login(make_member(**picks))

    assert client.get("/").headers["Location"] == goes_to


@pytest.mark.parametrize("query", ["실리카겔", "ㅅㄹㅋㄱ", "silica gel", "실리 카겔", "실리카갤"])
def test_a_band_is_found_however_it_is_typed(client, stage, query):
    page = client.get("/bands/", {"query": query})

    assert reverse("bands:detail", args=[silica_gel().pk]) in links(page)
    assert "혁오" not in words(page)


def test_keywords_narrow_and_stay_chosen(client, stage):
    chosen = [make_keyword("인디 록").pk, make_keyword("밤").pk]

    page = client.get("/bands/", {"keyword": chosen})

    assert "혁오" in words(page)
    assert "쏜애플" not in words(page)
    checked = [box["value"] for box in Elements(page).of("input") if "checked" in box]
    assert sorted(map(int, checked)) == sorted(chosen)


def test_nothing_found_says_so_and_offers_a_way_back(client, stage):
    """CONTRACT S121: a catalogue that cannot meet a request says so."""
    page = client.get("/bands/", {"query": "qqqqwwww"})

    assert "‘qqqqwwww’ 검색에 맞는 밴드가 없어요." in words(page)
    assert "/bands/" in links(page)


def test_more_is_a_real_link_and_no_band_comes_twice(client):
    set_stage()
    seen, address = [], "/bands/"
    while address:
        page = client.get(address)
        seen += [band.pk for band in page.context["found"]().bands]
        more = [link for link in links(page) if "after=" in link]
        address = more[0].removesuffix("#results") if more else ""
        address = f"/bands/{address}" if address.startswith("?") else address

    assert len(seen) == len(set(seen)) == Band.objects.count()


def test_htmx_gets_the_results_alone_and_hears_how_many(client, stage):
    page = client.get("/bands/", {"query": "실리카겔"}, headers=HTMX)

    assert "<html" not in page.text
    assert "1팀을 찾았어요" in words(page)
    assert "HX-Request" in page.headers["Vary"]


def test_htmx_gets_the_cards_alone_for_more(client):
    set_stage()

    page = client.get("/bands/", headers=HTMX | {"HX-Target": "more"})

    assert page.text.lstrip().startswith('<li class="card">')


def test_going_back_gets_the_whole_page(client, stage):
    page = client.get("/bands/", headers=HTMX | {"HX-History-Restore-Request": "true"})

    assert "<html" in page.text


@pytest.mark.parametrize(
    "nonsense",
    [
        {"keyword": ["abc", "9" * 40, "٣", "-1"]},
        {"query": "\x00"},
        {"query": "ㄱ" * 5000},
    ],
)
def test_nonsense_in_an_address_is_left_out(client, stage, nonsense):
    assert client.get("/bands/", nonsense).status_code == 200


def test_a_cursor_that_was_tampered_with_gets_a_page_that_says_so(client, stage):
    page = client.get("/bands/", {"after": "tampered"})

    assert page.status_code == 400
    assert "cursor 값이 올바르지 않습니다." in words(page)


def test_a_band_shows_its_names_text_keywords_and_track(client, stage):
    page = client.get(reverse("bands:detail", args=[silica_gel().pk]))

    shown = words(page)
    assert all(text in shown for text in ("실리카겔", "Silica Gel", TEXT, "슈게이징", "NO PAIN"))
    assert f"/keywords/{make_keyword('슈게이징').pk}/" in links(page)


def test_a_band_speaks_the_visitors_language(client, stage):
    page = client.get(
        reverse("bands:detail", args=[silica_gel().pk]), headers={"Accept-Language": "en"}
    )

    assert TEXT_EN in words(page)
    assert "shoegaze" in words(page)
    assert Elements(page).of("html")[0]["lang"] == "en"


def test_links_that_leave_take_nothing_along(client, stage):
    page = client.get(reverse("bands:detail", args=[silica_gel().pk]))

    leaving = [link for link in Elements(page).of("a") if link["href"].startswith("http")]
    assert len(leaving) == 4
    assert {link["rel"] for link in leaving} == {"noopener noreferrer"}
    assert {link["target"] for link in leaving} == {"_blank"}
    assert page.text.count("(새 창)") == 4


def test_what_a_curator_typed_stays_text(client):
    """RELIABILITY S7: markup in the catalogue is shown, not obeyed."""
    evil = '<script>alert("x")</script>'
    band = make_band(name=evil, text=f"<img src=x onerror=alert(1)>{evil}", keywords=["<b>밤</b>"])
    name_to_find(band, '"><svg onload=alert(2)>')

    for page in (client.get(f"/bands/{band.pk}/"), client.get("/bands/", {"query": evil})):
        assert page.status_code == 200
        assert not Elements(page).inline
        assert "<b>밤" not in page.text
        assert "<img src=x" not in page.text


def test_a_band_that_is_not_published_has_no_page_and_no_cover(client):
    band = make_band(is_published=False)

    for address in (f"/bands/{band.pk}/", f"/bands/{band.pk}/cover.svg"):
        assert client.get(address).status_code == 404


def cover_address(client, band):
    images = Elements(client.get(f"/bands/{band.pk}/")).of("img")
    return next(image["src"] for image in images if f"/{band.pk}/cover.svg?v=" in image["src"])


def remember_raw_vector(band, vector=(0.6, 0.8)):
    """What the model answered for the band's text."""
    entry = BandVector.objects.select_related("space").get(band=band)
    TextVector.objects.update_or_create(
        model_key=entry.space.model_key,
        fingerprint=entry.fingerprint,
        defaults={"vector": list(vector)},
    )


def test_a_cover_is_cached_for_ever_under_its_version_only(client, stage):
    band = silica_gel()
    remember_raw_vector(band)
    address = cover_address(client, band)

    versioned, plain = client.get(address), client.get(f"/bands/{band.pk}/cover.svg?v=old")

    assert versioned.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert versioned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in plain.headers["Cache-Control"]
    assert versioned.headers["Content-Security-Policy"] == "default-src 'none'"
    assert versioned.headers["X-Content-Type-Options"] == "nosniff"


def test_a_cover_is_shaped_by_the_vector_and_not_kept_while_that_is_pending(client, stage):
    band = silica_gel()
    remember_raw_vector(band)
    address = cover_address(client, band)
    one = client.get(address)
    remember_raw_vector(band, (-0.6, 0.8))
    other = client.get(address)

    BandDescription.objects.filter(band=band).update(text="새 글")
    pending = client.get(address)

    assert one.content != other.content
    assert "immutable" not in pending.headers["Cache-Control"]
    assert cover_address(client, band) != address


def test_a_cover_that_did_not_change_is_not_sent_again(client, stage):
    address = f"/bands/{silica_gel().pk}/cover.svg"
    etag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("accepts", "language"), [("", "ko"), ("en-GB", "en"), ("fr", "ko")])
def test_the_first_language_is_the_browsers_or_korean(client, accepts, language):
    page = client.get("/", headers={"Accept-Language": accepts})

    assert Elements(page).of("html")[0]["lang"] == language


def test_the_switch_changes_the_language_and_stays_on_the_page(client, stage):
    answer = client.post("/language/", {"language": "en", "next": "/bands/?query=혁오"})

    assert answer.headers["Location"] == "/bands/?query=%ED%98%81%EC%98%A4"
    assert "Browse bands" in words(client.get("/bands/"))


@pytest.mark.parametrize("page", ["/", "/bands/", "/bands/?query=ㅅㄹㅋㄱ", "/signup/", "/login/"])
def test_a_page_costs_few_queries(client, django_assert_max_num_queries, page):
    set_stage()
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(page).status_code == 200
