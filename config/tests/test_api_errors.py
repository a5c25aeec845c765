"""Every error below /api/ has one shape, whoever made it (CONTRACT D61, D84, P4)."""

import logging

import pytest
import structlog
from django.test import Client

from config.tests.callers import stranger
from config.tests.odd_urls import ERRORS

pytestmark = pytest.mark.urls("config.tests.odd_urls")

EXPECTED = {
    "missing": (404, "not_found"),
    "denied": (403, "forbidden"),
    "suspicious": (400, "invalid"),
    "big": (413, "body_too_large"),
    "deep": (400, "invalid"),
    "database": (503, "unavailable"),
    "interface": (503, "unavailable"),
    "busy": (409, "busy"),
    "bug": (500, "server_error"),
}


def shape(answer):
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert list(body)[:3] == ["statusCode", "message", "code"]
    assert body["statusCode"] == answer.status_code
    assert "canary" not in answer.text
    assert "Content-Security-Policy" in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    return body["statusCode"], body["code"]


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("kind", ["plain", "framework"])
def test_what_a_view_raises_has_the_one_shape(kind, name):
    """CONTRACT D84: inside REST framework and outside; no exception's text."""
    assert shape(stranger().get(f"/api/{kind}/{name}")) == EXPECTED[name]


@pytest.mark.parametrize(
    ("request_with", "expected"),
    [
        (lambda client: client.get("/api/nowhere"), (404, "not_found")),
        (lambda client: client.get("/api/"), (404, "not_found")),
        (lambda client: client.delete("/api/framework/bug"), (405, "method_not_allowed")),
        (lambda client: client.options("/api/framework/bug"), (405, "method_not_allowed")),
        (lambda client: client.trace("/api/framework/bug"), (405, "method_not_allowed")),
        (lambda client: client.generic("HACK", "/api/framework/x"), (405, "method_not_allowed")),
        (
            lambda client: client.get("/api/framework/bug", headers={"Accept": "text/html"}),
            (406, "not_acceptable"),
        ),
        (
            lambda client: client.get("/api/nowhere", headers={"Host": "evil.example"}),
            (400, "invalid"),
        ),
        (lambda client: client.post("/api/framework/x", {"a": 1}), (415, "unsupported_media_type")),
    ],
)
def test_what_never_reaches_a_view_has_the_one_shape(request_with, expected):
    assert shape(request_with(stranger())) == expected


def test_a_refused_form_has_the_one_shape():
    """RELIABILITY S6: CSRF below /api/, should a view there ever use it."""
    client = Client(enforce_csrf_checks=True)
    assert shape(client.post("/api/sealed")) == (403, "forbidden")


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_a_503_that_says_when_to_come_back():
    """RELIABILITY D10, F4, F18."""
    answer = stranger().get("/api/slow")

    assert shape(answer) == (503, "unavailable")
    assert answer["Retry-After"] == "2"


def test_a_conflict_says_when_to_come_back():
    assert stranger().get("/api/framework/busy")["Retry-After"] == "1"
    assert stranger().get("/api/plain/busy")["Retry-After"] == "1"


def test_pages_keep_their_own_errors():
    for name, status in {"missing": 404, "denied": 403, "bug": 500}.items():
        answer = stranger().get(f"/page/{name}")
        assert (answer.status_code, answer["Content-Type"][:9]) == (status, "text/html")


def test_a_page_without_a_database_is_a_503():
    answer = stranger().get("/page/database")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "canary" not in answer.text


@pytest.mark.parametrize("address", ["/api/framework/busy", "/api/nowhere", "/api/plain/missing"])
@pytest.mark.parametrize("asked", ["", "ko-KR", "fr"])
def test_the_message_is_korean_unless_english_is_asked_for(address, asked):
    message = stranger(headers={"Accept-Language": asked}).get(address).json()["message"]
    assert any("가" <= letter <= "힣" for letter in message)


class Context(logging.Handler):
    """What the log line will carry, taken at the moment of logging."""

    def emit(self, record):
        self.kind = record.exc_info[0]
        self.bound = structlog.contextvars.get_contextvars()


def test_a_bug_is_logged_with_the_id_that_the_client_sees():
    logger, context = logging.getLogger("django.request"), Context()
    logger.addHandler(context)

    answer = stranger(headers={"X-Request-ID": "abcdef123456"}).get("/api/framework/bug")

    logger.removeHandler(context)
    assert answer["X-Request-ID"] == "abcdef123456"
    assert (context.kind, context.bound) == (ValueError, {"request_id": "abcdef123456"})


def test_an_error_keeps_the_headers_that_others_need(settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    answer = stranger(headers={"Origin": "https://app.example"}).get("/api/nowhere")
    assert answer["Access-Control-Allow-Origin"] == "https://app.example"
