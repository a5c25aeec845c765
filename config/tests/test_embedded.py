"""The embedded PostgreSQL and Valkey: real ones, hurt in the ways that happen."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import keys, place, progress
from config.embedded.account import Account
from config.embedded.cluster import running_server
from config.embedded.layout import MAX_SOCKET_FOLDER, Layout
from config.embedded.postgres import Postgres
from config.embedded.service import CannotStart
from config.embedded.valkey import Valkey
from config.tests.places import eventually, open_folder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@pytest.fixture
def layout() -> Iterator[Layout]:
    with open_folder() as folder:
        yield Layout(folder / "var")


@pytest.fixture
def postgres(layout: Layout) -> Iterator[Postgres]:
    layout.home.mkdir()
    server = Postgres(layout, durable=False)
    yield server
    server.stop()
    place.remove(layout)


def ask(layout: Layout, question: str) -> object:
    with psycopg.connect(layout.database_url) as connection:
        return connection.execute(question).fetchone()[0]


def server_pid(layout: Layout) -> int:
    return running_server(layout.postgres / "data").pid


def test_hangul_has_trigrams(layout, postgres):
    postgres.start()
    with psycopg.connect(layout.database_url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    assert ask(layout, "SELECT cardinality(show_trgm('실리카겔'))") > 0


def test_pgvector_is_recent_enough(layout, postgres):
    """CONTRACT D67."""
    postgres.start()
    version = ask(layout, "SELECT default_version FROM pg_available_extensions WHERE name='vector'")
    assert tuple(map(int, version.split("."))) >= (0, 8, 4)


def test_nobody_else_may_connect(layout, postgres):
    postgres.start()
    assert ask(layout, "SHOW listen_addresses") == ""
    socket = layout.postgres_sockets / ".s.PGSQL.5432"
    assert socket.stat().st_mode & 0o077 == 0


def test_a_running_server_is_adopted(layout, postgres):
    postgres.start()
    before = server_pid(layout)
    Postgres(layout).start()
    assert server_pid(layout) == before


def test_data_survive_a_killed_server(layout, postgres):
    Postgres(layout).start()
    with psycopg.connect(layout.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(server_pid(layout), signal.SIGKILL)
    eventually(lambda: not postgres.is_alive())
    postgres.start()
    assert ask(layout, "SELECT number FROM kept") == 7


def test_a_half_made_cluster_is_made_again(layout, postgres):
    half = layout.postgres / "data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    postgres.start()
    assert ask(layout, "SELECT 1") == 1


def test_a_pid_that_another_program_has_now_does_not_mislead(layout, postgres):
    postgres.start()
    pid_file = layout.postgres / "data" / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    postgres.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    postgres.start()
    assert ask(layout, "SELECT 1") == 1


def test_a_cluster_of_another_version_is_left_alone(layout, postgres):
    postgres.start()
    postgres.stop()
    (layout.postgres / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="made by PostgreSQL 17"):
        postgres.start()


@pytest.mark.parametrize("name", ["가나 다라" * 8, "with space", "it's"])
def test_an_awkward_path_is_no_obstacle(name):
    with open_folder() as folder:
        layout = Layout(folder / name)
        layout.home.mkdir()
        postgres, valkey = Postgres(layout), Valkey(layout, environment=os.environ)
        try:
            postgres.start()
            valkey.start()
            assert len(os.fsencode(layout.postgres_sockets)) <= MAX_SOCKET_FOLDER
            assert ask(layout, "SELECT 1") == 1
        finally:
            postgres.stop()
            valkey.stop()
            place.remove(layout)


@as_root
def test_a_closed_home_moves_the_cluster_behind_a_link(tmp_path: Path, capsys):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    layout = Layout(closed)
    postgres = Postgres(layout, durable=False)
    try:
        postgres.start()
        assert layout.postgres_link.is_symlink()
        assert str(layout.postgres) in capsys.readouterr().out
        assert ask(layout, "SELECT 1") == 1
    finally:
        postgres.stop()
        place.remove(layout)


@as_root
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path):
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(CannotStart, match="belongs to another user"):
        Account("nobody", 65534, 65534).own(tmp_path)


def test_valkey_keeps_its_queue_over_a_kill(layout):
    valkey = Valkey(layout, environment=os.environ)
    try:
        valkey.start()
        redis.Redis.from_url(layout.redis_url).rpush("celery", "task")
        redis.Redis.from_url(layout.redis_url).execute_command("WAITAOF", 1, 0, 5000)
        os.kill(valkey.pid, signal.SIGKILL)
        eventually(lambda: not valkey.is_alive())
        valkey.start()
        assert redis.Redis.from_url(layout.redis_url).lrange("celery", 0, -1) == [b"task"]
    finally:
        valkey.stop()


def test_secrets_are_made_once_and_closed(layout):
    keys.make_missing(layout)
    made = keys.read(layout)
    keys.make_missing(layout)
    assert keys.read(layout) == made
    assert layout.secrets.stat().st_mode & 0o777 == 0o600
    assert made.keys() == {"DJANGO_SECRET_KEY", "JWT_SECRET_KEY", "ADMIN_PASSWORD"}


def test_a_missing_secret_is_added_to_the_others(layout):
    layout.home.mkdir()
    layout.secrets.write_text("DJANGO_SECRET_KEY=kept\n")
    keys.make_missing(layout)
    assert keys.read(layout)["DJANGO_SECRET_KEY"] == "kept"
    assert keys.admin_password(layout)


def test_progress_reads_as_a_person_counts():
    """CONTRACT R62."""
    assert str(progress.Embedded(120, 256, 0)) == "임베딩 120/256"
