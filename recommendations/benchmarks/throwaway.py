"""Throw-away services: a PostgreSQL, a Valkey, two fake providers and a folder for all of them."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psutil
import psycopg

from config.embedded.binaries import SHARED
from config.embedded.child import end_group
from config.embedded.layout import ROOT, Layout
from config.embedded.postgres import DATABASE, Postgres
from config.embedded.valkey import Valkey
from recommendations.benchmarks.job import Job

PREFIX = "diggindie-bench-"
SLOW_MS = 80
PATIENCE = 5.0
KEY = "benchmark"  # the fake providers take any


@dataclass(frozen=True)
class Services:
    folder: Path
    environment: dict[str, str]
    slow_provider: str
    free_provider: str

    def environment_for(self, job: Job) -> dict[str, str]:
        """A process that sees one data set, with the provider whose vectors it has."""
        return self.environment | {
            "DATABASE_URL": self._address(_name(job.data)),
            "EMBEDDING_PROVIDER": job.provider,
            "OPENAI_API_KEY": "" if job.is_starter else KEY,
            "OPENAI_EMBEDDING_DIMENSIONS": str(job.scale.dimensions),
        }

    def make_database(self, data: str) -> bool:
        """A copy of the migrated one, for a data set; whether it was made now."""
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            if connection.execute(known, [_name(data)]).fetchone():
                return False
            connection.execute(f"CREATE DATABASE {_name(data)} TEMPLATE {DATABASE}")
        return True

    def versions(self) -> tuple[str, str]:
        """Of PostgreSQL and pgvector."""
        with psycopg.connect(self._address(DATABASE)) as connection:
            server = connection.execute("SHOW server_version").fetchone()
            vector = connection.execute(
                "SELECT extversion FROM pg_extension WHERE extname = 'vector'"
            ).fetchone()
        return server[0], vector[0]

    def _address(self, database: str) -> str:
        return self.environment["DATABASE_URL"].replace(f"/{DATABASE}?", f"/{database}?")


def _name(data: str) -> str:
    return f"bench_{data}"


@contextmanager
def services() -> Iterator[Services]:
    """All of them, up; down and gone afterwards."""
    _sweep()
    with ExitStack() as stack:
        layout = Layout(stack.enter_context(TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")))
        layout.home.chmod(0o711)  # PostgreSQL may run as another user
        stack.callback(_remove_elsewhere, layout)
        postgres, valkey = Postgres(layout), Valkey(layout, environment=os.environ)
        stack.callback(postgres.stop)
        postgres.start()
        stack.callback(valkey.stop)
        valkey.start()
        slow = stack.enter_context(_provider(SLOW_MS))
        free = stack.enter_context(_provider(0))
        environment = _environment(layout, slow)
        migrate = lifeline("manage.py", "migrate", "--verbosity", "0")
        subprocess.run(migrate, cwd=ROOT, env=environment, check=True)  # noqa: S603
        yield Services(layout.home, environment, slow, free)


def _sweep() -> None:
    """What a killed run left: its processes died with it, but for PostgreSQL."""
    for home in Path(gettempdir()).glob(f"{PREFIX}*"):
        pid = int(home.name.removeprefix(PREFIX).split("-")[0])
        if home.stat().st_uid == os.geteuid() and not psutil.pid_exists(pid):
            layout = Layout(home)
            Postgres(layout).stop()
            _remove_elsewhere(layout)
            shutil.rmtree(home, ignore_errors=True)


def _remove_elsewhere(layout: Layout) -> None:
    """What had to stand outside the folder, because that is closed or its path is too long."""
    elsewhere = [layout.postgres_sockets, layout.valkey_socket.parent, layout.postgres]
    if layout.postgres.is_relative_to(SHARED):
        elsewhere.append(layout.postgres.parent)
    for folder in elsewhere:
        if not folder.is_relative_to(layout.home):
            shutil.rmtree(folder, ignore_errors=True)


def lifeline(*command: str) -> list[str]:
    """A Python command that ends with us, however we end."""
    start = [sys.executable, "-m", "config.embedded.lifeline", str(os.getpid())]
    return [*start, sys.executable, *command]


@contextmanager
def _provider(latency_ms: int) -> Iterator[str]:
    command = lifeline("-m", "embeddings.tests.fake_openai", "--latency-ms", str(latency_ms))
    provider = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert provider.stdout
        yield provider.stdout.readline().strip()
    finally:
        end_group(provider.pid)
        provider.wait(PATIENCE)


def _environment(layout: Layout, provider: str) -> dict[str, str]:
    """The settings of `make run`, whatever the shell or a `.env` says."""
    given = {
        "DATABASE_URL": layout.database_url,
        "REDIS_URL": layout.redis_url,
        "DIGGINDIE_HOME": str(layout.home),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SECRET_KEY": base64.b64encode(secrets.token_bytes(48)).decode(),
        "DJANGO_DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "NUM_PROXIES": "0",
        "LOG_LEVEL": "ERROR",
        "EMBEDDING_PROVIDER": "openai",
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": provider,
        "OPENAI_EMBEDDING_MODEL": "text-embedding-3-small",
    }
    return {**os.environ, **given}


def run_stage(
    name: str, job: Job, *, environment: dict[str, str], result: Path, seconds: float
) -> None:
    """A part of the run in its own process, bounded in time."""
    stage = ("-m", "recommendations.benchmarks.stage", name, job.as_json(), str(result))
    subprocess.run(  # noqa: S603
        lifeline(*stage), cwd=ROOT, env=environment, check=True, timeout=seconds
    )
