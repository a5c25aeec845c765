"""A PostgreSQL and a Valkey that live as long as one run of the tests."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil

from config.embedded import place
from config.embedded.layout import Layout
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey

PREFIX = "diggindie-tests-"


class Stores:
    """Started by the run that needs them, and ended with it or by the next one."""

    def __init__(self) -> None:
        home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        home.chmod(0o755)  # PostgreSQL runs as another user where we are root
        self.layout = Layout(home)
        self._valkey = Valkey(self.layout, environment=os.environ)
        self._postgres = Postgres(self.layout, durable=False)

    def start_valkey(self) -> str:
        self._valkey.start()
        return self.layout.redis_url

    def start_postgres(self) -> str:
        self._postgres.start()
        return self.layout.database_url

    def stop(self) -> None:
        self._postgres.stop()
        self._valkey.stop()
        place.remove(self.layout)


def sweep() -> None:
    """End what a killed run left: its Valkey died with it, its PostgreSQL did not."""
    for home in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = int(home.name.removeprefix(PREFIX).split("-")[0])
        if home.stat().st_uid == os.geteuid() and not psutil.pid_exists(pid):
            with suppress(OSError):
                Postgres(Layout(home)).stop()
            place.remove(Layout(home))
