"""The browser is told to refuse what no page uses, and no page uses it (RELIABILITY D11, S10)."""

import pytest
from django.conf import settings
from django.test import Client

from bands.models import Band
from config.tests.reading import Elements
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member

OPEN = [
    "/",
    "/map/",
    "/bands/",
    "/bands/?query=ㅅㄹㅋㄱ",
    "/signup/",
    "/login/",
    "/ask/",
    "/nowhere/",
]
INSIDE = [
    "/pick/",
    "/list/",
    "/map/",
    "/me/",
    "/me/feedback/",
    "/pick/?query=qqqq",
    "/ask/?q=<b>몽환적인 밴드</b>",
    "/ask/?q=몽환적인 밴드&then=더 신나는 걸로",
    "/ask/history/",
    "/ask/history/delete/",
]
SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    """Every kind of page, with a list made."""
    set_stage(extras=False)
    bands = Band.objects.filter(name__in=["실리카겔", "쏜애플", "혁오"])
    member = make_member(bands=bands, keywords=[make_keyword("몽환적인")])
    client = Client()
    client.force_login(member)
    client.post("/list/update/")
    address = f"/bands/{bands[0].pk}/"
    return [Client().get(page) for page in [*OPEN, address]] + [
        client.get(page) for page in [*INSIDE, address]
    ]


def test_every_page_carries_the_policy(pages):
    for page in pages:
        parts = page.headers["Content-Security-Policy"].split(";")
        policy = dict(part.strip().split(None, 1) for part in parts)
        assert SOURCES.items() <= policy.items()
        assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_every_page_carries_the_other_headers(pages):
    for page in pages:
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_of_its_own(pages):
    for page in pages:
        elements = Elements(page)
        assert not elements.inline
        assert all("src" in script for script in elements.of("script"))
        assert not elements.of("style")
        for tag, attributes in elements.found:
            forbidden = {name for name in attributes if name == "style" or name.startswith("on")}
            assert not forbidden, (tag, attributes)
            assert not any(name.startswith("hx-on") for name in attributes)


def test_no_page_fetches_anything_from_elsewhere(pages):
    for page in pages:
        for tag, attributes in Elements(page).found:
            fetched = attributes.get("src") or (tag == "link" and attributes.get("href"))
            assert not fetched or fetched.startswith(("/static/", "/bands/")), (tag, attributes)
            address = attributes.get("href") or attributes.get("action") or "/"
            assert not address.startswith(("javascript:", "data:", "//", "http:"))


def test_every_form_that_changes_something_carries_its_token(pages):
    """RELIABILITY S6: no form relies on the cookie alone."""
    for page in pages:
        posts = page.text.count('method="post"')
        assert page.text.count('name="csrfmiddlewaretoken"') == posts > 0 or page.status_code == 404


def test_htmx_may_neither_evaluate_nor_leave(pages):
    for page in pages[:5]:
        for setting in (
            '"allowEval": false',
            '"selfRequestsOnly": true',
            '"includeIndicatorStyles": false',
        ):
            assert setting in page.text


def test_cookies_are_out_of_reach_of_scripts():
    client = Client()
    client.post("/language/", {"language": "en", "next": "/"})
    client.get("/login/")

    for name in (settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
