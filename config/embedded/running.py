"""At most one supervisor a data folder, and what a killed one left running."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil

from config.embedded.child import Child, end_group
from config.embedded.layout import Layout
from config.embedded.service import CannotStart, Service

LEAVING_SECONDS = 12


@contextmanager
def only_one(layout: Layout, address: str) -> Iterator[None]:
    """Hold the data folder; the kernel gives it back however we end."""
    layout.home.mkdir(parents=True, exist_ok=True)
    with layout.lock.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = _read(layout).get("address", "another terminal")
            raise CannotStart(f"DiggIndie is already running: {other}") from None
        _await_leftovers(layout)
        _write(layout, address, {})
        try:
            yield
        finally:
            layout.record.unlink(missing_ok=True)


def record(layout: Layout, address: str, services: Iterable[Service]) -> None:
    """Note which processes are ours: name, pid and time of birth."""
    births = {}
    for service in services:
        with suppress(psutil.Error):
            if isinstance(service, Child):
                process = psutil.Process(service.pid)
                births[service.name] = (process.pid, process.create_time())
    _write(layout, address, births)


def _await_leftovers(layout: Layout) -> None:
    """Children of a killed supervisor end by themselves on Linux; others are told to."""
    births = _read(layout).get("births", {}).values()
    left = [process for process in map(_same, births) if process]
    for process in left:
        with suppress(psutil.Error):
            process.terminate()
    for process in psutil.wait_procs(left, timeout=LEAVING_SECONDS)[1]:
        end_group(process.pid)


def _same(birth: tuple[int, float]) -> psutil.Process | None:
    pid, born = birth
    try:
        process = psutil.Process(pid)
        return process if abs(process.create_time() - born) < 1 else None
    except psutil.Error:
        return None


def _read(layout: Layout) -> dict[str, Any]:
    try:
        return dict(json.loads(layout.record.read_text()))
    except (OSError, ValueError):
        return {}


def _write(layout: Layout, address: str, births: dict[str, tuple[int, float]]) -> None:
    unfinished = layout.record.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"address": address, "births": births}))
    unfinished.replace(layout.record)
