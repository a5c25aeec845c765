"""Bodies that only a real connection can send (RELIABILITY 2.3): without an end, or never sent."""

import http.client
import json
import os
import socket
import subprocess
import sys
from typing import Any

import pytest

from config.env import BASE_DIR
from config.tests.places import eventually, free_port

pytestmark = pytest.mark.services

HEAD = b"POST /api/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port():
    port = free_port()
    command = ["gunicorn", "--threads=4", "--no-control-socket", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "config.wsgi"],
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_test"},
    )
    eventually(lambda: is_up(port))
    yield port
    server.terminate()
    server.wait()


def is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answer_to(port: int, sent: bytes) -> tuple[http.client.HTTPResponse, dict[str, Any]]:
    """What comes back although the request is not over."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer, json.load(answer)


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        (b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n', 411),
        (b'Content-Length: 50000000\r\n\r\n{"a":', 413),
        (b"Content-Length: 65537\r\n\r\n", 413),
    ],
    ids=["chunks without end", "50 MB announced", "one byte too many announced"],
)
def test_a_body_that_will_not_be_read_is_refused_before_it_is_sent(port, rest, status):
    answer, body = answer_to(port, HEAD + rest)

    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/json")
    assert body["statusCode"] == status
