"""Throttles of the API under calls in parallel (RELIABILITY S13)."""

import pytest

from config import limits
from config.tests.callers import as_member, stranger
from config.tests.threads import at_once
from config.tests.world import make_member

LOGOUT = "/api/auth/logout"


@pytest.fixture
def rates(settings):
    def at(**changes):
        settings.API_RATES = settings.API_RATES | changes

    return at


@pytest.fixture
def patient(settings):
    """200 threads on a busy machine may wait longer for Redis than a request would."""
    settings.REDIS_TIMEOUT = 30.0
    limits._limiter.cache_clear()
    yield
    limits._limiter.cache_clear()


def knock(client=None, address: str = "203.0.113.5"):
    """A request that is wrong, so that nothing but the throttle and the parser see it."""
    client = client or stranger()
    return client.post(LOGOUT, {}, content_type="application/json", REMOTE_ADDR=address)


def knock_200_times():
    client = stranger()
    knock(client, "203.0.113.1")  # the first request of a client loads what it needs
    return [answer.status_code for answer in at_once(*[lambda: knock(client)] * 200)]


def test_of_200_requests_at_once_exactly_ten_pass(rates, patient):
    """RELIABILITY S13."""
    rates(auth="10/hour")  # a minute may end meanwhile on a slow machine
    statuses = knock_200_times()
    assert (statuses.count(400), statuses.count(429)) == (10, 190)


def test_without_redis_ten_pass_too(rates, settings, tmp_path):
    """RELIABILITY S13: the chosen policy."""
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    rates(auth="10/hour")  # a minute may end meanwhile on a slow machine
    statuses = knock_200_times()
    assert (statuses.count(400), statuses.count(429)) == (10, 190)


def test_a_refusal_says_how_many_and_when(rates):
    """CONTRACT D84, P4."""
    rates(auth="1/minute")
    knock()

    answer = knock()

    assert answer.json()["code"] == "too_many_requests"
    assert 58 <= int(answer["Retry-After"]) <= 60
    assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == ("1", "0")
    assert answer["RateLimit-Reset"] == answer["Retry-After"]
    assert knock(address="203.0.113.6").status_code == 400


@pytest.mark.django_db
def test_members_are_counted_one_by_one_wherever_they_are(rates):
    rates(member="2/minute", anon="1/minute")
    kim, lee = as_member(make_member()), as_member(make_member())

    statuses = [kim.get("/api/members/me").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert lee.get("/api/members/me").status_code == 200


def test_strangers_are_counted_by_address(rates):
    rates(anon="1/minute")
    here, there = stranger(REMOTE_ADDR="203.0.113.7"), stranger(REMOTE_ADDR="203.0.113.8")
    schema = "/api/schema?format=json"

    assert [here.get(schema).status_code for _ in range(2)] == [200, 429]
    assert there.get(schema).status_code == 200
