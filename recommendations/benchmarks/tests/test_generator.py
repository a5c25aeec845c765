"""The load generator: when requests are due, and what it makes of the answers."""

import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from recommendations.benchmarks.generator import (
    LATE,
    Load,
    Order,
    due_times,
    is_dropped,
    is_right,
)


def body(*bands):
    return json.dumps({"payload": {"bands": [{"bandId": band} for band in bands]}}).encode()


class Server(ThreadingHTTPServer):
    """Answers every POST with the same, and ends the connection after each when told to."""

    status, content, is_curt = 200, body(1, 2, 3, 4, 5), False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)
        self.close_connection = self.server.is_curt

    def log_message(self, format, *args):
        """Quiet."""


@pytest.fixture
def server():
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def order(server):
    visitors = [{"token": "t", "band_ids": [8, 9]}]
    return Order(server.server_port, "/", visitors, seconds=0.2, connections=2, rate=50)


def test_requests_are_due_evenly_and_the_first_at_once():
    assert due_times(rate=4, seconds=1) == [0, 0.25, 0.5, 0.75]
    assert len(due_times(rate=30, seconds=60)) == 1800


def test_only_a_request_that_has_waited_too_long_is_dropped():
    assert not is_dropped(due=3.0, now=3.0 + LATE)
    assert is_dropped(due=3.0, now=3.001 + LATE)


@pytest.mark.parametrize(
    ("status", "content", "right"),
    [
        (200, body(1, 2, 3, 4, 5), True),
        (200, body(1, 2, 3, 4), False),
        (200, body(1, 2, 3, 4, 4), False),
        (200, body(1, 2, 3, 4, 9), False),
        (200, b"<html>", False),
        (200, b"{}", False),
        (429, b"", True),
    ],
)
def test_a_list_is_five_different_bands_that_were_not_picked(status, content, right):
    assert is_right(status, content, [8, 9]) is right


def test_every_due_request_is_sent_and_counted(order):
    happened = Load(order).run()

    assert (happened.statuses, happened.wrong, happened.dropped) == ({"200": 10}, 0, 0)
    assert len(happened.seconds) == 10


def test_a_server_that_ends_each_connection_costs_no_request(server, order):
    server.is_curt = True

    assert Load(order).run().statuses == {"200": 10}


def test_a_closed_load_asks_again_and_again_and_counts_refusals(server, order):
    server.status, server.content = 429, b""

    statuses = Load(replace(order, rate=0)).run().statuses

    assert list(statuses) == ["429"]
    assert statuses["429"] >= order.connections


def test_nobody_there_is_a_status_of_its_own(order):
    assert Load(replace(order, port=1)).run().statuses == {"0": 10}
