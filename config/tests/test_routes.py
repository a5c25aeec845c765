"""Who may use which address: the whole table against the whole site (RELIABILITY S1, S6, S22)."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config.tests.callers import UNAUTHORIZED, as_member, bearing, stranger
from config.tests.routes_table import ANYONE, MEMBERS, ROUTES, STAFF
from config.tests.world import make_band, make_member
from members.tokens import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db

ADMIN = f"{settings.ADMIN_PATH}/"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
OFFERED = [
    (route, method, who) for route, methods in ROUTES.items() for method, who in methods.items()
]
API = [offered for offered in OFFERED if offered[0].startswith("api/")]
PAGES = [offered for offered in OFFERED if not offered[0].startswith("api/")]
PRIVATE = [offered for offered in API if offered[2] != ANYONE]


def every_route(patterns: list, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def path(route: str) -> str:
    return "/" + re.sub(r"<[^>]+>", "1", route)


def knock(client: Client, method: str, route: str):
    return client.generic(method, path(route), "{}", content_type="application/json")


@pytest.fixture
def member():
    return make_member()


@pytest.fixture
def signed_in(member):
    client = stranger()
    client.force_login(member)
    return client


@pytest.fixture
def powerful():
    return make_member(is_staff=True, is_superuser=True)


@pytest.fixture
def outsiders(member, powerful):
    """Everyone whom no private address of the API lets in."""
    with_session = stranger()
    with_session.force_login(powerful)
    with time_machine.travel("2026-01-01"):
        expired = AccessToken.for_member(powerful)
    return {
        "nobody": stranger(),
        "a session": with_session,
        "an expired token": bearing(expired),
        "a refresh token": bearing(RefreshToken.for_member(powerful)),
        "a banned member": as_member(make_member(is_active=False, is_staff=True)),
    }


def test_every_address_is_in_the_table():
    """RELIABILITY S1: a new route fails until it says who may use it."""
    found = {
        route for route in every_route(get_resolver().url_patterns) if not route.startswith(ADMIN)
    }
    assert found == set(ROUTES)


@pytest.mark.parametrize(("route", "method", "who"), PRIVATE)
def test_a_private_address_of_the_api_lets_no_outsider_in(route, method, who, outsiders):
    """RELIABILITY S1, S6."""
    for name, client in outsiders.items():
        answer = knock(client, method, route)
        assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED), name
    gone = as_member(make_member(deleted_at="2026-01-01T00:00Z", is_staff=True))
    assert knock(gone, method, route).json()["code"] == "member_not_found"


@pytest.mark.parametrize(("route", "method", "who"), API)
def test_the_api_lets_in_whom_the_table_names(route, method, who, member, powerful):
    """RELIABILITY S1: the member's rights are the row's; a token cannot claim more."""
    token = AccessToken.for_member(member)
    token["role"] = "ADMIN"

    inside = knock(bearing(token), method, route).status_code

    assert (inside == 403) == (who == STAFF)
    if who == ANYONE:
        assert knock(stranger(), method, route).status_code not in {401, 403}
    assert knock(as_member(powerful), method, route).status_code not in {401, 403, 405, 500}


@pytest.mark.parametrize("route", ROUTES)
def test_an_address_answers_no_method_that_the_table_does_not_name(route, signed_in, powerful):
    """RELIABILITY S22: TRACE among them."""
    page = stranger() if ANYONE in ROUTES[route].values() else signed_in
    client = as_member(powerful) if route.startswith("api/") else page
    for method in set(METHODS) - set(ROUTES[route]):
        assert knock(client, method, route).status_code == 405, method


@pytest.mark.parametrize(("route", "method", "who"), PAGES)
def test_a_private_page_sends_strangers_to_the_login(route, method, who):
    answer = knock(stranger(), method, route)

    to_login = answer.status_code == 302 and answer["Location"].startswith("/login/")
    assert to_login == (who == MEMBERS)


@pytest.mark.parametrize("route", [route for route, method, _who in PAGES if method == "POST"])
def test_a_form_from_elsewhere_changes_nothing(route, member):
    """RELIABILITY S6."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    band = make_band()

    answer = client.post(path(route), {"pick": band.pk}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert not member.band_picks.exists()


def test_the_admin_is_for_staff_alone(signed_in):
    """RELIABILITY S1, S6: every one of its addresses, for strangers and for members."""
    addresses = [
        route for route in every_route(get_resolver().url_patterns) if route.startswith(ADMIN)
    ]
    opened = {f"{ADMIN}login/", f"{ADMIN}logout/"}
    assert len(addresses) > 20
    for route in set(addresses) - opened:
        concrete = path(re.sub(r"\(\?P<\w+>\.\*\)\$|\^", "x", route))
        for client in (stranger(), signed_in):
            answer = client.get(concrete)
            assert answer.status_code in {302, 404}, route
            if answer.status_code == 302:
                assert "/login/" in answer["Location"] or answer["Location"] == f"{concrete}/", (
                    route
                )


def test_an_admin_form_from_elsewhere_is_refused(powerful):
    """RELIABILITY S6."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(powerful)
    for address in ("members/member/add/", "members/member/", "password_change/", "logout/"):
        assert client.post(f"/{ADMIN}{address}", {"action": "withdraw"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        *("/.git/config", "/.env", "/manage.py", "/var/secrets.env", "/config/settings.py"),
        *("/metrics", "/debug", "/__debug__/", "/silk/", "/server-status", "/static/../.env"),
        *("/docs", "/redoc", "/schema", "/swagger.json", "/openapi.json", "/api/redoc"),
        *(
            "/api",
            "/api/",
            "/api/v1/bands",
            "/api/members",
            "/api/members/1",
            "/api/members/1/picks",
        ),
        *("/api/bands/recommendations/1", "/api/bands/recommendations/v1", "/embedding/reset"),
        *("/api/embedding/reset", "/api/embeddings/reset", "/api/embeddings/1", "/api/token"),
    ],
)
def test_nothing_else_is_there(address):
    """RELIABILITY S22, S23."""
    answer = stranger().get(address)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert "urlpatterns" not in answer.text
