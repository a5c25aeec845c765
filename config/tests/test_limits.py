"""Counting requests: exactly, and still when Redis is away (RELIABILITY S13)."""

import logging
import socket
import uuid

import pytest
from django.test import RequestFactory

from config.limits import REST_SECONDS, Limiter, client_address, client_network
from config.tests.threads import at_once


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def key():
    return uuid.uuid4().hex


@pytest.fixture
def silent_redis(tmp_path):
    """A server that accepts and never answers."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "silent.sock"))
        server.listen()
        server.setblocking(False)
        yield server


def accepted(server) -> int:
    count = 0
    try:
        while True:
            server.accept()[0].close()
            count += 1
    except BlockingIOError:
        return count


def passed(limiter, key, calls=200):
    verdicts = at_once(*[lambda: limiter.hit("10/minute", key)] * calls)
    return sum(verdict.is_allowed for verdict in verdicts)


def test_of_200_calls_at_once_exactly_ten_pass(settings, key):
    """RELIABILITY S13: also when the calls come from several processes' limiters."""
    limiters = [Limiter(settings.REDIS_URL, timeout=5) for _ in range(4)]

    verdicts = at_once(*[lambda one=one: one.hit("10/minute", key) for one in limiters * 50])

    assert sum(verdict.is_allowed for verdict in verdicts) == 10


def test_without_redis_the_limit_still_holds_in_each_process(tmp_path, key):
    """RELIABILITY S13: Redis down."""
    limiter = Limiter(f"unix://{tmp_path}/nobody.sock", timeout=0.05)
    assert passed(limiter, key) == 10


def test_a_redis_that_never_answers_is_left_alone_for_a_while(silent_redis, key):
    """RELIABILITY fact 5, F3."""
    clock = Clock()
    limiter = Limiter(f"unix://{silent_redis.getsockname()}", timeout=0.05, clock=clock)

    assert [limiter.hit("2/minute", key).is_allowed for _ in range(4)] == [True, True, False, False]
    assert accepted(silent_redis) == 1
    clock.now += REST_SECONDS
    limiter.hit("2/minute", key)
    assert accepted(silent_redis) == 1


def test_a_redis_that_comes_back_counts_again(settings, tmp_path, key):
    clock = Clock()
    limiter = Limiter(f"unix://{tmp_path}/nobody.sock", timeout=1, clock=clock)
    assert limiter.hit("1/minute", key).is_allowed
    limiter._shared = Limiter(settings.REDIS_URL, timeout=1)._shared

    assert not limiter.hit("1/minute", key).is_allowed
    clock.now += REST_SECONDS
    assert limiter.hit("1/minute", key).is_allowed


def test_the_absence_is_told_once_a_minute(tmp_path, key, caplog):
    clock = Clock()
    limiter = Limiter(f"unix://{tmp_path}/nobody.sock", timeout=1, clock=clock)
    with caplog.at_level(logging.WARNING, "config.limits"):
        for _ in range(24):  # two minutes
            limiter.hit("100/minute", key)
            clock.now += REST_SECONDS

    assert len(caplog.records) == 2


def test_a_refusal_says_when_to_come_back(settings, key):
    limiter = Limiter(settings.REDIS_URL, timeout=1)
    limiter.hit("1/minute", key)

    refusal = limiter.hit("1/minute", key)

    assert (refusal.is_allowed, refusal.limit) == (False, 1)
    assert 58 <= refusal.retry_after <= 60


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (0, "", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "", None),
        (1, "nonsense", None),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_a_client_is_where_our_own_proxies_saw_it(settings, proxies, forwarded, address):
    """RELIABILITY D10, S12: whatever else it claims."""
    settings.NUM_PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR="203.0.113.9", headers={"X-Forwarded-For": forwarded})
    assert client_address(request.get("/")) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_one_household_counts_as_one_client(address, network):
    assert client_network(RequestFactory(REMOTE_ADDR=address).get("/")) == network
