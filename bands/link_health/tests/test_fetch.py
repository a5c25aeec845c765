"""Visits against servers on loopback that mean harm or are merely broken (RELIABILITY S8)."""

import shutil
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bands.link_health.addresses import Refused
from bands.link_health.answers import Unreachable
from bands.link_health.fetch import MAX_BODY, MAX_HOPS, Visitor
from bands.link_health.tests import fake_web as page
from bands.link_health.tests.certificates import make_certificate
from bands.link_health.tests.fake_web import FakeWeb

SECONDS = 1.0
HUNG = 4  # far over the deadline


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        yield server


def visitor(web: FakeWeb, *hosts: str, **more) -> Visitor:
    stand_ins = web.stand_ins("site.example", *hosts)
    return Visitor(user_agent="DiggIndie tests", stand_ins=stand_ins, **{"seconds": SECONDS} | more)


def reason_of(visitor: Visitor, address: str, **more) -> str:
    began = time.monotonic()
    with pytest.raises((Unreachable, Refused)) as caught:
        visitor.visit(address, **more)
    assert time.monotonic() - began < HUNG
    return caught.value.reason


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (page.hang, "timeout"),
        (page.drip, "timeout"),
        (page.drip_headers, "timeout"),
        (page.reset, "connection"),
        (page.not_http, "bad_answer"),
        (page.huge_header, "bad_answer"),
    ],
)
def test_a_broken_server_costs_a_second_and_has_a_name(web, broken, reason):
    web.pages["site.example/"] = broken
    assert reason_of(visitor(web), "http://site.example/") == reason


def test_a_server_that_is_gone_has_a_name():
    with FakeWeb() as web:
        gone = visitor(web)
    assert reason_of(gone, "http://site.example/") == "connection"


def test_an_endless_page_is_read_to_its_limit(web):
    web.pages["site.example/"] = page.endless
    answer = visitor(web).visit("http://site.example/")
    assert (answer.status, len(answer.text)) == (200, MAX_BODY)


def test_a_packed_page_is_not_unpacked(web):
    web.pages["site.example/"] = page.bomb
    answer = visitor(web).visit("http://site.example/")
    assert (answer.status, answer.text) == (200, "")


def test_redirects_are_followed_and_told(web):
    web.pages["site.example/old"] = page.redirect("/new?a=b#part")
    web.pages["site.example/new?a=b"] = page.redirect("http://other.example/밴드", 302)
    web.pages["other.example/%EB%B0%B4%EB%93%9C"] = page.well()
    answer = visitor(web, "other.example").visit("http://site.example/old")
    assert answer.url == "http://other.example/%EB%B0%B4%EB%93%9C"
    assert [hop.status for hop in answer.hops] == [301, 302]


def test_a_circle_of_redirects_is_noticed(web):
    web.pages["site.example/a"] = page.redirect("/b")
    web.pages["site.example/b"] = page.redirect("/a")
    assert reason_of(visitor(web), "http://site.example/a") == "redirect_loop"


def test_a_long_chain_of_redirects_is_left(web):
    for number in range(20):
        web.pages[f"site.example/{number}"] = page.redirect(f"/{number + 1}")
    assert reason_of(visitor(web), "http://site.example/0") == "too_many_redirects"
    assert len(web.visits) == MAX_HOPS + 1


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "//127.0.0.1/",
        "http://user@site.example/",
        "http://site.example:6379/",
        "file:///etc/passwd",
        "gopher://site.example/",
        "\\\\127.0.0.1\\",
        "http://inside.example/",
    ],
)
def test_a_redirect_does_not_lead_inside(web, inside):
    web.pages["site.example/"] = page.redirect(inside)
    careful = visitor(web, lookup=lambda host, port: ["10.0.0.1"])
    assert isinstance(reason_of(careful, "http://site.example/"), str)
    assert web.connections == 1


def test_a_name_that_leads_to_loopback_is_not_visited(web):
    blind = Visitor(user_agent="tests", lookup=lambda host, port: ["127.0.0.1"])
    assert reason_of(blind, "http://site.example/") == "inside"


def test_a_name_that_changes_its_mind_is_looked_up_once(web):
    """DNS rebinding: what is connected to is what was checked."""
    asked = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) > 1 else ["93.184.215.14", "127.0.0.1"]

    assert reason_of(Visitor(user_agent="tests", lookup=lookup), "http://site.example/") == "inside"
    assert asked == ["site.example"]


def test_the_connection_goes_to_the_number_that_was_checked(web, monkeypatch):
    connected = []
    monkeypatch.setattr(
        "httpcore2.SyncBackend.connect_tcp",
        lambda self, host, port, *more: connected.append((host, port)) or 1 / 0,
    )
    with pytest.raises(ZeroDivisionError):
        Visitor(user_agent="x", lookup=lambda *_: ["93.184.215.14"]).visit("http://site.example/")
    assert connected == [("93.184.215.14", 80)]


def test_a_name_that_does_not_exist_has_a_name():
    assert reason_of(Visitor(user_agent="tests"), "http://nowhere.invalid/") == "no_such_host"


def test_a_request_says_who_asks_and_carries_no_secret(web):
    web.pages["site.example/"] = page.well()
    visitor(web).visit("http://site.example/", method="HEAD")
    (visit,) = web.visits
    assert (visit.host, visit.method, visit.user_agent) == (
        "site.example",
        "HEAD",
        "DiggIndie tests",
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    return make_certificate(tmp_path_factory.mktemp("tls"), "site.example")


@pytest.fixture
def tls_web(certificate) -> Iterator[FakeWeb]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with FakeWeb(tls=context) as server:
        yield server


def test_tls_is_asked_for_the_name_and_not_the_number(tls_web, certificate):
    tls_web.pages["site.example/"] = page.well()
    trusting = visitor(tls_web, trust=lambda: ssl.create_default_context(cafile=certificate))
    assert trusting.visit("https://site.example/").status == 200
    assert tls_web.server_names == ["site.example"]


def test_a_certificate_that_nobody_signed_is_a_failure(tls_web):
    assert reason_of(visitor(tls_web), "https://site.example/") == "tls"


def test_a_certificate_of_somebody_else_is_a_failure(tls_web, certificate):
    trusting = visitor(
        tls_web, "other.example", trust=lambda: ssl.create_default_context(cafile=certificate)
    )
    assert reason_of(trusting, "https://other.example/") == "tls"


def test_plain_http_behind_an_https_address_is_a_failure(web):
    assert reason_of(visitor(web), "https://site.example/") == "tls"
