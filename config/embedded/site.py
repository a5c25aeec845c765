"""The embedded site from its first service to its last."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from config.boot import check_settings
from config.embedded import announce, keys, running
from config.embedded.plan import HOST, Plan
from config.embedded.postgres import Postgres
from config.embedded.service import CannotStart, say
from config.embedded.supervisor import Supervisor
from config.embedded.valkey import Valkey

PAGES_FIRST_SECONDS = 20.0


def run(plan: Plan) -> None:
    """Everything, until we are told to end."""
    with _supervised(plan, plan.address) as supervisor:
        _refuse_busy_port(plan.port)
        _start_stores(plan, supervisor)
        _prepare(plan, supervisor)
        _start_processes(plan, supervisor)
        watcher = threading.Thread(
            target=announce.site, args=[plan, supervisor.ending], daemon=True
        )
        watcher.start()
        supervisor.watch()


def run_services(plan: Plan) -> None:
    """PostgreSQL and Valkey alone, for `manage.py` from another terminal."""
    with _supervised(plan, "PostgreSQL and Valkey without the site") as supervisor:
        _start_stores(plan, supervisor)
        announce.services(plan)
        supervisor.watch()


@contextmanager
def _supervised(plan: Plan, address: str) -> Iterator[Supervisor]:
    with running.only_one(plan.layout, address):
        keys.make_missing(plan.layout)
        check_settings()
        supervisor = Supervisor(
            on_start=lambda services: running.record(plan.layout, address, services)
        )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: supervisor.ending.set())
        try:
            yield supervisor
        finally:
            supervisor.stop()
            if supervisor.services:
                say("stopped")


def _refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise CannotStart(
                f"Port {port} cannot be used ({problem.strerror}); "
                f"choose another: make run PORT={port + 1}"
            ) from None


def _start_stores(plan: Plan, supervisor: Supervisor) -> None:
    if plan.embeds_postgres:
        supervisor.start(Postgres(plan.layout))
    if plan.embeds_valkey:
        supervisor.start(Valkey(plan.layout, environment=os.environ))


def _start_processes(plan: Plan, supervisor: Supervisor) -> None:
    """The pages first: the others would take the processors from them."""
    if supervisor.ending.is_set():
        return
    web = plan.web()
    supervisor.start(web)
    ends = time.monotonic() + PAGES_FIRST_SECONDS
    supervisor.watch(until=lambda: announce.answers(plan) or time.monotonic() > ends)
    for child in (plan.worker(), plan.beat()):
        if not supervisor.ending.is_set():
            supervisor.start(child, outlives=web)


def _prepare(plan: Plan, supervisor: Supervisor) -> None:
    preparation = plan.preparation()
    preparation.start()
    supervisor.watch(until=lambda: not preparation.is_alive())
    preparation.stop()
    if preparation.exit_status != 0 and not supervisor.ending.is_set():
        raise CannotStart("The site could not be prepared; the lines above say why.")
