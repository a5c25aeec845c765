"""The browser is told to refuse what no page uses, and no page uses it (RELIABILITY D11, S10)."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from config.tests.listener_pages import set_pages
from config.tests.reading import Elements

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


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Every page as everyone gets it, fetched once."""
    with django_db_blocker.unblock(), transaction.atomic():
        got = set_pages().responses()
        transaction.set_rollback(True)
    return got


def test_every_page_of_the_list_is_one(pages):
    """Else it stands in NO_PAGES of `listener_pages.py`, or its example is no good."""
    for page in pages:
        asked = page.request["PATH_INFO"]
        assert page.status_code == (404 if asked == "/nowhere/" else 200), asked
        assert page.text.startswith("<!doctype html>"), asked


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
