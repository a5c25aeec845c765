"""The windows of a test are left before its database is emptied."""

from threading import Event, Timer

import pytest
from django.core.signals import request_finished, request_started
from django.test.client import ClientHandler

from config.tests.browser.conftest import leave
from config.tests.browser.running import Running

pytestmark = pytest.mark.browser

SLOW = "/bands/?slow"


class Held:
    """A slow request: it has begun, waits until it is let go, and then reads the database."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.ended = Event(), Event(), Event()

    def begin(self, environ: dict[str, str], **_given: object) -> None:
        if environ["QUERY_STRING"] == "slow":
            self.begun.set()
            self.let_go.wait()

    def end(self, **_given: object) -> None:
        if self.let_go.is_set():
            self.ended.set()


@pytest.fixture
def held():
    held = Held()
    request_started.connect(held.begin)
    request_finished.connect(held.end)
    yield held
    held.let_go.set()
    request_started.disconnect(held.begin)
    request_finished.disconnect(held.end)


@pytest.fixture
def asked(visit, held):
    """A window whose page has asked for something slow, which the server has begun."""
    visitor = visit()
    page = visitor.go("/")
    page.evaluate(f"() => {{ fetch('{SLOW}') }}")
    for _look in range(300):
        if held.begun.is_set():
            return visitor
        page.wait_for_timeout(50)  # lets the browser's own loop run
    pytest.fail("the server was never asked")


def test_what_is_still_answered_ends_before_the_database_is_emptied(asked, running, held):
    Timer(0.5, held.let_go.set).start()

    leave([asked], running)

    assert held.ended.is_set()


def test_waiting_ends_when_a_request_never_does(asked, running):
    with pytest.raises(TimeoutError, match="1 requests"):
        running.wait_for_the_last(0.1)


@pytest.mark.parametrize("handler", [ClientHandler, None])
def test_a_request_of_a_test_client_is_not_waited_for(handler):
    running = Running()

    running.note_start(sender=handler)

    running.wait_for_the_last(0)
