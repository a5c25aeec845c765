"""Guessing passwords at every door (RELIABILITY S12)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from config.tests.callers import stranger
from config.tests.world import make_band, make_member
from members.models import Member

pytestmark = pytest.mark.django_db

API = "/api/auth/login"
PAGE = f"/{settings.ADMIN_PATH}/login/"
TRIES = 30


class CountingHasher(MD5PasswordHasher):
    """How many passwords were really hashed."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_member("kim", is_staff=True)
    CountingHasher.count = 0
    return CountingHasher


def try_api(name="kim", password="wrong", address="203.0.113.1", **headers):
    body = {"userId": name, "password": password}
    return stranger(REMOTE_ADDR=address, headers=headers).post(
        API, body, content_type="application/json"
    )


def try_admin(name="kim", password="wrong", address="203.0.113.1", **headers):
    body = {"username": name, "password": password}
    return stranger(REMOTE_ADDR=address, headers=headers).post(PAGE, body)


@pytest.mark.parametrize("attempt", [try_api, try_admin])
def test_after_five_failures_the_account_is_locked_for_that_address(hashes, attempt):
    for _ in range(TRIES):
        answer = attempt()

    assert hashes.count == 5
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")


@pytest.mark.parametrize("attempt", [try_api, try_admin])
def test_the_owner_comes_in_from_elsewhere_and_later_from_there(hashes, attempt):
    for _ in range(7):
        attempt()

    assert attempt(password="pw-of-tests").status_code == 429
    assert attempt(password="pw-of-tests", address="198.51.100.7").status_code in {200, 302}
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert attempt(password="pw-of-tests").status_code in {200, 302}


@pytest.mark.parametrize("attempt", [try_api, try_admin])
def test_an_invented_forwarding_changes_nothing(hashes, attempt):
    for last in range(TRIES):
        answer = attempt(**{"X-Forwarded-For": f"198.51.100.{last}"})

    assert (hashes.count, answer.status_code) == (5, 429)


@pytest.mark.parametrize("attempt", [try_api, try_admin])
def test_one_address_cannot_try_many_accounts(hashes, attempt, settings):
    settings.API_RATES = settings.API_RATES | {"login": "10/minute"}

    for index in range(TRIES):
        answer = attempt(f"someone{index}")

    assert hashes.count == 10
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60


def test_the_api_answers_a_lockout_in_its_own_shape(hashes):
    """CONTRACT D84, P4."""
    bodies = [try_api().json() for _ in range(6)]

    assert [body["statusCode"] for body in bodies] == [401] * 4 + [429] * 2
    assert bodies[-1] == {
        "statusCode": 429,
        "message": "로그인을 너무 많이 시도했습니다. 잠시 뒤에 다시 시도해 주세요.",
        "code": "locked_out",
    }


def test_names_and_addresses_count_as_one_account(hashes):
    for _ in range(3):
        try_api()
        answer = stranger(REMOTE_ADDR="203.0.113.1").post(
            API, {"email": "kim@example.org", "password": "x"}, content_type="application/json"
        )

    assert (hashes.count, answer.status_code) == (5, 429)


@pytest.mark.parametrize("name", ["kim", "nobody", "gone", "banned"])
def test_every_refusal_hashes_one_password(hashes, name):
    """Known and unknown names take the same time, because they do the same work."""
    make_member("gone", deleted_at=now())
    make_member("banned", is_active=False)
    hashes.count = 0

    try_api(name)

    assert hashes.count == 1


def test_a_session_ends_when_its_member_leaves(client):
    """RELIABILITY S5."""
    member = make_member(is_staff=True, is_superuser=True)
    client.force_login(member)
    assert client.get(f"/{settings.ADMIN_PATH}/").status_code == 200

    Member.objects.filter(pk=member.pk).update(deleted_at=now())

    assert client.get(f"/{settings.ADMIN_PATH}/").status_code == 302


def picks_as_stranger():
    """Becomes a guest of the same address by it."""
    return stranger(REMOTE_ADDR="203.0.113.1").post("/pick/bands/", {"pick": make_band().pk})


def test_becoming_a_guest_resets_no_tries(hashes):
    answers = []
    for _ in range(5):
        assert picks_as_stranger().status_code == 303
        answers.append(try_api().status_code)

    assert answers == [401] * 4 + [429]
    assert try_api(password="pw-of-tests").status_code == 429


def test_becoming_a_guest_and_going_asks_and_says_nothing_of_tries(client, caplog):
    caplog.set_level("INFO", logger="axes")

    with CaptureQueriesContext(connection) as queries:
        client.post("/pick/bands/", {"pick": make_band().pk})
    asked = [query["sql"] for query in queries]
    client.post("/me/delete/")

    assert asked
    assert not Member.objects.exists()
    assert not [statement for statement in asked if "axes_" in statement]
    assert not [record for record in caplog.records if record.name.startswith("axes")]


def test_coming_in_with_a_password_resets_the_tries_of_the_account(hashes):
    answers = []
    for password in ("wrong", "wrong", "pw-of-tests", "wrong", "wrong", "wrong", "wrong", "wrong"):
        answers.append(try_api(password=password).status_code)

    assert answers == [401, 401, 200, 401, 401, 401, 401, 429]
