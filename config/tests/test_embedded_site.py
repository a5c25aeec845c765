"""The whole site as `make run` starts it, in a fresh copy of the project."""

import json
import os
import signal
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from config.embedded import keys, place
from config.embedded.service import CannotStart
from config.embedded.site import _refuse_busy_port
from config.tests.checkout import Checkout
from config.tests.places import eventually, is_alive, open_folder

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("site")]
CHILDREN = ("web", "worker", "beat", "valkey")


@contextmanager
def _checkout() -> Iterator[Checkout]:
    with open_folder() as folder:
        checkout = Checkout(folder)
        yield checkout
        _ended(checkout)
        place.remove(checkout.layout)


def _ended(checkout: Checkout) -> None:
    if checkout.site and checkout.site.poll() is None:
        checkout.end()


@pytest.fixture
def fresh() -> Iterator[Checkout]:
    """Where nothing was ever started."""
    with _checkout() as checkout:
        yield checkout


@pytest.fixture(scope="module")
def used() -> Iterator[Checkout]:
    with _checkout() as checkout:
        yield checkout


@pytest.fixture
def checkout(used: Checkout) -> Iterator[Checkout]:
    """One for all tests that do not ask what was there before."""
    yield used
    _ended(used)


def test_a_newcomer_runs_uses_and_stops_it(fresh):
    """CONTRACT D14, M26, M36, M45."""
    checkout = fresh
    checkout.start()

    assert checkout.get("/health") == (200, b'{"status": "ok"}')
    assert checkout.get("/health?" + "x" * 9000)[0] == 414
    said = checkout.said()
    assert f"http://127.0.0.1:{checkout.port}/admin/" in said
    assert keys.read(checkout.layout)["ADMIN_PASSWORD"] in said

    again = checkout.call("-m", "config.embedded", "run")
    assert again.returncode == 1
    assert again.stderr.splitlines() == [
        f"DiggIndie is already running: http://127.0.0.1:{checkout.port}"
    ]

    pids = [*checkout.pids().values(), checkout.postgres_pid()]
    assert checkout.end(signal.SIGINT) == 0
    assert not [pid for pid in pids if is_alive(pid)]


def test_what_is_killed_comes_back(checkout):
    checkout.start()
    for name in CHILDREN:
        before = checkout.pids()[name]
        os.kill(before, signal.SIGKILL)
        after = eventually(lambda name=name, old=before: _other(checkout.pids().get(name), old))
        assert is_alive(after)

    before = checkout.postgres_pid()
    os.kill(before, signal.SIGKILL)
    eventually(lambda: _other(checkout.postgres_pid(), before))

    eventually(lambda: _edit_all_texts(checkout))
    eventually(lambda: _is_all_embedded(checkout))
    assert checkout.end() == 0


def test_a_killed_supervisor_leaves_nobody_behind_and_its_database_is_adopted(checkout):
    checkout.start()
    children, postgres = checkout.pids(), checkout.postgres_pid()
    password = keys.read(checkout.layout)["ADMIN_PASSWORD"]
    checkout.end(signal.SIGKILL)
    for pid in children.values():
        eventually(lambda pid=pid: not is_alive(pid))

    checkout.start()
    assert checkout.postgres_pid() == postgres
    assert password in checkout.said()
    assert checkout.call("-m", "config.embedded", "admin-password").stdout.strip() == password
    assert checkout.call("manage.py", "check", "--database", "default").returncode == 0
    assert checkout.end() == 0


def test_with_stores_given_it_starts_none_and_boots_without_its_data_file(fresh):
    """CONTRACT M47."""
    checkout = fresh
    checkout.acts.unlink(missing_ok=True)
    with _scratch_database() as address:
        redis = os.environ["REDIS_URL"].replace("?db=", "?db=4")
        checkout.environment |= {"DATABASE_URL": address, "REDIS_URL": redis}
        checkout.start()
        assert checkout.get("/health")[0] == 200
        assert checkout.pids().keys() == {"web", "worker", "beat"}
        assert not checkout.layout.postgres_link.exists()
        assert not checkout.layout.valkey.exists()
        assert checkout.end() == 0


def _edit_all_texts(checkout: Checkout) -> bool:
    """False while the server still recovers."""
    try:
        with psycopg.connect(checkout.layout.database_url) as connection:
            connection.execute("UPDATE band_description SET text = text || ' 다시 듣게 된다.'")
    except psycopg.OperationalError:
        return False
    return True


def _is_all_embedded(checkout: Checkout) -> bool:
    """Beat asked, Valkey passed it on, a worker did it and the web tells."""
    status, body = checkout.get("/ready")
    found = json.loads(body)["checks"] if status == 200 else {}
    return bool(found) and found["embedded"] == found["texts"] > 0


def _other(pid: int | None, than: int) -> int | None:
    return None if pid == than else pid


@contextmanager
def _scratch_database() -> Iterator[str]:
    server = os.environ["DATABASE_URL"]
    name = f"site_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        parts = urlsplit(server)
        yield urlunsplit(parts._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_busy_port_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} cannot be used .*PORT={port + 1}"):
            _refuse_busy_port(port)
