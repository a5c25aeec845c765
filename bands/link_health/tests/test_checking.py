"""One link against web sites on loopback that fail in every way we know (FEATURES N12)."""

import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from bands.link_health.checking import check
from bands.link_health.fetch import Visitor
from bands.link_health.findings import Finding, Reason, Verdict
from bands.link_health.tests import fake_web as page
from bands.link_health.tests.certificates import make_certificate
from bands.link_health.tests.fake_web import FakeWeb

HOSTS = ("site.example", "new.example", "open.spotify.com", "www.melon.com", "band.bandcamp.com")
DEAD, SOUND, UNCLEAR = Verdict.DEAD, Verdict.SOUND, Verdict.UNCLEAR

# What stands at site.example/x, and what that makes of the link.
SITES = {
    "a page": (page.well(), SOUND, Reason.NONE),
    "a page, but not for HEAD": (page.not_for_head(page.well()), SOUND, Reason.NONE),
    "a 404 for HEAD alone": (page.not_for_head(page.well(), 404), SOUND, Reason.NONE),
    "a 500 for HEAD alone": (page.not_for_head(page.well(), 500), SOUND, Reason.NONE),
    "404": (page.status(404), DEAD, Reason.NOT_FOUND),
    "410": (page.status(410), DEAD, Reason.NOT_FOUND),
    "500": (page.status(500), DEAD, Reason.SERVER_ERROR),
    "soft 404": (
        page.not_for_head(page.well("<title>404 Not Found</title>")),
        DEAD,
        Reason.SOFT_404,
    ),
    "the front page": (page.redirect("/", 302), DEAD, Reason.FRONT_PAGE),
    "a move": (page.redirect("http://new.example/y"), Verdict.MOVED, Reason.NONE),
    "a detour": (page.redirect("http://new.example/y", 302), SOUND, Reason.REDIRECTED),
    "a move to nowhere": (page.redirect("http://new.example/z"), DEAD, Reason.NOT_FOUND),
    "a circle": (page.redirect("/x"), DEAD, Reason.REDIRECT_LOOP),
    "a way inside": (page.redirect("http://169.254.169.254/"), DEAD, Reason.NOT_A_PUBLIC_NAME),
    "a way inside by name": (page.redirect("http://inside.example/"), DEAD, Reason.INSIDE),
    "silence": (page.hang, DEAD, Reason.TIMEOUT),
    "a drip": (page.drip_headers, DEAD, Reason.TIMEOUT),
    "a closed door": (page.reset, DEAD, Reason.CONNECTION),
    "something else": (page.not_http, DEAD, Reason.BAD_ANSWER),
    "a region": (page.status(451), Verdict.REGION, Reason.REGION),
    "busy": (page.status(429, Retry_After="120"), UNCLEAR, Reason.BUSY),
    "down for a while": (page.status(503, Retry_After="120"), UNCLEAR, Reason.BUSY),
    "a guard": (page.status(403), UNCLEAR, Reason.UNPROVEN),
}


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        server.pages |= {"site.example/": page.well(), "new.example/y": page.well()}
        yield server


def seen(web: FakeWeb, url: str, *, is_image: bool = False, **more) -> Finding:
    visitor = Visitor(
        user_agent="tests",
        stand_ins=web.stand_ins(*HOSTS),
        lookup=lambda host, port: ["10.0.0.7"],
        **{"seconds": 0.7} | more,
    )
    return check(url, is_image=is_image, visitor=visitor)


@pytest.mark.parametrize("name", SITES)
def test_a_link_is_judged_by_what_stands_there(web, name):
    web.pages["site.example/x"], verdict, reason = SITES[name]
    found = seen(web, "http://site.example/x")
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_sound_page_costs_its_host_one_head(web):
    web.pages["site.example/x"] = page.well()
    seen(web, "http://site.example/x")
    assert [(v.method, v.path) for v in web.visits] == [("HEAD", "/x")]


def test_a_busy_host_is_not_asked_twice(web):
    web.pages["site.example/x"] = page.status(429, Retry_After="120")
    assert seen(web, "http://site.example/x").retry_after == 120
    assert len(web.visits) == 1


def test_the_page_of_a_service_that_hides_its_404_is_read(web):
    web.pages["www.melon.com/song/detail.htm?songId=1"] = page.well("존재하지 않는 곡입니다.")
    web.pages["open.spotify.com/track/1"] = page.well("<title>Page not found</title>")
    web.pages["band.bandcamp.com/track/1"] = page.well("<title>A song</title>")
    assert seen(web, "http://www.melon.com/song/detail.htm?songId=1").reason is Reason.SOFT_404
    assert seen(web, "http://open.spotify.com/track/1").reason is Reason.SOFT_404
    assert seen(web, "http://band.bandcamp.com/track/1").verdict is SOUND
    assert {visit.method for visit in web.visits} == {"GET"}


def test_a_photograph_that_became_a_page_is_dead(web):
    web.pages["site.example/a.jpg"] = page.image()
    web.pages["site.example/b.jpg"] = page.well()
    assert seen(web, "http://site.example/a.jpg", is_image=True).verdict is SOUND
    assert seen(web, "http://site.example/b.jpg", is_image=True).reason is Reason.NOT_AN_IMAGE


@pytest.mark.parametrize(
    "url", ["", "http://", "http://[", "https://127.0.0.1/", "javascript:alert(1)", "가나다"]
)
def test_what_is_no_address_is_a_finding_and_no_error(web, url):
    assert seen(web, url).verdict is DEAD
    assert not web.visits


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    return make_certificate(tmp_path_factory.mktemp("tls"), "www.youtube.com")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [(page.well("{}"), SOUND), (page.status(404), DEAD), (page.status(401), UNCLEAR)],
)
def test_youtube_is_asked_for_the_small_answer(certificate, answer, verdict):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    link = "https://youtu.be/dQw4w9WgXcQ"
    asked = "/oembed?format=json&url=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ"
    with FakeWeb(tls=context) as web:
        web.pages[f"www.youtube.com{asked}"] = answer
        trust = ssl.create_default_context(cafile=certificate)
        found = check(
            link,
            is_image=False,
            visitor=Visitor("tests", web.stand_ins("www.youtube.com"), trust=lambda: trust),
        )
    assert found.verdict is verdict
    assert web.paths() == [asked]
