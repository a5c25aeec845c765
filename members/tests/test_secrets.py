"""Nothing secret in the log, even at DEBUG, even when things break (RELIABILITY S14)."""

import logging

import pytest
from django.conf import settings

from config.tests.callers import bearing, stranger
from config.tests.world import make_member
from members import tokens
from members.api import views

pytestmark = pytest.mark.django_db

PASSWORD = "canary-password-7316"
WRONG = "canary-wrong-9921"


class Everything(logging.Handler):
    """Records as they were made, before anything is blanked."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        shown = logging.Formatter().format(record)
        self.lines.append(f"{shown} {record.args} {record.__dict__.get('request')}")


@pytest.fixture
def log():
    root, listener = logging.getLogger(), Everything()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield listener
    root.removeHandler(listener)
    root.setLevel(level)


def post(name, body):
    return stranger().post(f"/api/auth/{name}", body, content_type="application/json")


def test_a_whole_life_of_a_token_leaves_no_secret_in_the_log(log, monkeypatch):
    kim = {"userId": "kim", "email": "kim@example.org"}
    pair = post("signup", kim | {"password": PASSWORD}).json()["payload"]
    post("login", {"userId": "kim", "password": PASSWORD})
    post("login", {"userId": "kim", "password": WRONG})
    post("login", f'{{"password": "{PASSWORD}", broken')
    post("refresh", {"refreshToken": pair["accessToken"]})
    post("logout", {"refreshToken": pair["refreshToken"]})
    bearing(pair["accessToken"]).get("/api/members/me/picks?token=" + pair["accessToken"])
    bearing(pair["accessToken"] + "x").get("/api/members/me")
    monkeypatch.setattr(views.services, "picks_of", lambda _id: 1 / 0)
    assert bearing(pair["accessToken"]).get("/api/members/me").status_code == 500

    text = "\n".join(log.lines)
    assert "ZeroDivisionError" in text
    for secret in (PASSWORD, WRONG, pair["accessToken"], pair["refreshToken"]):
        assert secret not in text
    for secret in (settings.JWT_KEY.decode("latin1"), settings.SECRET_KEY):
        assert secret not in text


def test_a_token_and_a_pair_do_not_show_themselves():
    pair = tokens.issue(make_member())
    for secret in (pair.access, pair.refresh):
        assert secret not in repr(pair)
        assert secret not in repr(tokens.AccessToken.for_member(make_member()))


def test_an_answer_never_holds_the_text_of_an_exception(monkeypatch):
    """CONTRACT P4."""
    monkeypatch.setattr(views.services, "picks_of", lambda _id: {}["canary-key-4401"])

    answer = bearing(tokens.AccessToken.for_member(make_member())).get("/api/members/me")

    assert answer.json() == {
        "statusCode": 500,
        "message": "서버에 문제가 생겼습니다.",
        "code": "server_error",
    }
