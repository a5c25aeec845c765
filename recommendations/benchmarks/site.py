"""The site as `make run` starts it (web, worker and beat), for as long as a measurement takes."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil

from config.embedded.child import Child
from config.embedded.layout import Layout
from config.embedded.plan import HOST, Plan
from recommendations.benchmarks.homes import environment_of

START_SECONDS = 60
MB = 1_000_000


@dataclass(frozen=True)
class Memory:
    """Megabytes of one process: all that it maps, and its share of what is mapped by many."""

    rss: float
    pss: float


@dataclass(frozen=True)
class Site:
    port: int
    web: Child
    worker: Child

    def web_memory(self) -> list[Memory]:
        """Of each process that answers requests."""
        return [_memory(process) for process in psutil.Process(self.web.pid).children()]

    def worker_memory(self) -> list[Memory]:
        """Of the worker that takes tasks, and of its child that does them."""
        parent = psutil.Process(self.worker.pid)
        return [_memory(process) for process in (parent, *parent.children())]


@contextmanager
def running(**environment: str) -> Iterator[Site]:
    """Web, worker and beat, answering; ended afterwards."""
    with ExitStack() as stack:
        stack.enter_context(environment_of(environment))
        plan = Plan(Layout(), _free_port(), embeds_postgres=True, embeds_valkey=True)
        children = plan.worker(), plan.beat(), plan.web()
        for child in children:
            stack.callback(child.stop)
            child.start()
        _await_answer(f"{plan.address}/health", children)
        yield Site(plan.port, web=children[2], worker=children[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _await_answer(url: str, children: tuple[Child, ...]) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and all(child.is_alive() for child in children):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("The site did not start.")


def _memory(process: psutil.Process) -> Memory:
    full = process.memory_full_info()
    return Memory(full.rss / MB, full.pss / MB)
