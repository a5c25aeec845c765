"""What one start has to bring up, read from the environment once."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from config import env
from config.embedded.child import Child
from config.embedded.layout import Layout

HOST = "127.0.0.1"
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # glibc's default keeps a heap for every thread
    "PYTHONUNBUFFERED": "1",
}
BACKGROUND = {"DB_STATEMENT_TIMEOUT_MS": "60000"}
AS_ROOT = "ignore:You're running the worker with superuser privileges"
POLITELY = ("nice", "-n", "10")  # on two cores, embeddings would make the pages wait
CELERY = (
    *POLITELY,
    sys.executable,
    "-W",
    AS_ROOT,
    "-m",
    "celery",
    "--quiet",
    "--app",
    "config.celery",
)
ONE_WORKER = ("--concurrency", "1", "--without-gossip", "--without-mingle")


@dataclass(frozen=True)
class Plan:
    layout: Layout
    port: int
    embeds_postgres: bool
    embeds_valkey: bool

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def database_url(self) -> str:
        return env.database_url() or self.layout.database_url

    def preparation(self) -> Child:
        """What must be done before the first request: see `manage.py prepare`."""
        command = (sys.executable, "manage.py", "prepare")
        return Child("prepare", command, environment=_environment(BACKGROUND), patience=5)

    def worker(self) -> Child:
        command = (*CELERY, "worker", "--loglevel", "WARNING", *ONE_WORKER)
        alone = {"EMBEDDED_WORKER": "1"} if self.embeds_valkey else {}
        return Child("worker", command, environment=_environment(BACKGROUND | alone), patience=6)

    def beat(self) -> Child:
        schedule = ("--schedule", self.layout.beat_schedule, "--pidfile", "")
        command = (*CELERY, "beat", "--loglevel", "WARNING", *schedule)
        return Child("beat", command, environment=_environment(BACKGROUND), patience=1)

    def web(self) -> Child:
        bind = ("--bind", f"{HOST}:{self.port}")
        command = (sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", *bind)
        return Child("web", (*command, "config.wsgi"), environment=_environment({}), patience=4)


def read() -> Plan:
    return Plan(
        layout=Layout(),
        port=env.integer("PORT", 8000, least=1, most=65535),
        embeds_postgres=not env.database_url(),
        embeds_valkey=not env.text("REDIS_URL"),
    )


def _environment(more: dict[str, str]) -> dict[str, str]:
    return {**os.environ, **ONE_THREAD, **more}
