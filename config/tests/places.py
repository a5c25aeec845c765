"""Folders, ports and patience for tests that start real programs."""

import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import psutil

PATIENCE = 90.0
T = TypeVar("T")


@contextmanager
def open_folder() -> Iterator[Path]:
    """Pytest's own folders are closed to the user that root's PostgreSQL runs as."""
    folder = Path(tempfile.mkdtemp(prefix="diggindie-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(look: Callable[[], T]) -> T:
    """The first true thing that `look` finds."""
    ends = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < ends, f"{look} found nothing in {PATIENCE} s"
        time.sleep(0.05)
    return found


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
