"""RELIABILITY L4: who was told to wait costs nothing until the time is over."""

import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from config.api import refusals
from config.api.refusals import RefuseAgain


class Site:
    """It tells everybody to wait for three seconds, and counts whom it told."""

    def __init__(self, status=429, **headers):
        self.status, self.headers, self.asked = status, {"Retry-After": "3"} | headers, 0

    def __call__(self, _request):
        self.asked += 1
        return HttpResponse(b'{"code": "wait"}', status=self.status, headers=self.headers)


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def post(token="Bearer a.b.c", path="/api/x", **headers):
    given = {"Authorization": token} if token else {}
    return RequestFactory().post(path, headers=given | headers)


def edge(site, clock=None):
    return RefuseAgain(site, clock or Clock())


def test_the_same_caller_is_told_again_without_work():
    site, clock = Site(), Clock()
    middleware = edge(site, clock)

    first = middleware(post())
    clock.now += 1.5
    second = middleware(post())

    assert site.asked == 1
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second["Retry-After"] == "2"


def test_after_that_time_the_caller_is_heard():
    site, clock = Site(), Clock()
    middleware = edge(site, clock)

    middleware(post())
    clock.now += 3
    middleware(post())

    assert site.asked == 2


def test_others_are_heard():
    site = Site()
    middleware = edge(site)

    for request in (
        post(),
        post(token="Bearer d.e.f"),
        post(path="/api/y"),
        post(**{"Accept-Language": "en"}),
        post(Origin="https://other.example"),
    ):
        middleware(request)

    assert site.asked == 5


def test_an_address_without_a_token_may_be_that_of_many():
    site = Site()
    middleware = edge(site)

    middleware(post(token=None))
    middleware(post(token=None))

    assert site.asked == 2


def test_only_refusals_that_name_a_time_are_kept():
    for site in (Site(status=200), Site(status=503)):
        middleware = edge(site)

        middleware(post())
        middleware(post())

        assert site.asked == 2


def test_each_answer_has_its_own_id_and_the_time_that_is_left():
    clock = Clock()
    middleware = edge(Site(**{"RateLimit-Reset": "3", "X-Request-ID": "first"}), clock)
    middleware(post())
    clock.now += 2

    second = middleware(post())

    assert second["RateLimit-Reset"] == "1"
    assert second["X-Request-ID"] != "first"


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(refusals, "MOST", 2)
    site = Site()
    middleware = edge(site)

    for token in ("a", "b", "c", "a"):
        middleware(post(token=token))

    assert site.asked == 4  # the first was forgotten


def test_a_changed_wall_clock_frees_nobody():
    site = Site()
    middleware = RefuseAgain(site)
    middleware(post())

    with time_machine.travel("2040-01-01"):
        middleware(post())

    assert site.asked == 1
