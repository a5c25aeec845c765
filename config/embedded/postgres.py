"""A PostgreSQL of our own: started, adopted where it already runs, and stopped."""

import time
from pathlib import Path

import psycopg

from config.embedded import cluster, place
from config.embedded.account import postgres_account
from config.embedded.binaries import PostgresPrograms, postgres_programs
from config.embedded.layout import Layout
from config.embedded.service import CannotStart

DATABASE = "diggindie"
START_SECONDS = 60
STOP_SECONDS = 6
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "maintenance_work_mem": "128MB",
    "timezone": "UTC",
    "jit": "off",
    "logging_collector": "off",
    "log_checkpoints": "off",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The embedded server of one site. It outlives a killed supervisor and is adopted again."""

    name = "postgres"

    def __init__(self, layout: Layout, *, durable: bool = True) -> None:
        self._layout = layout
        self._configuration = CONFIGURATION | ({} if durable else THROW_AWAY)

    @property
    def _data(self) -> Path:
        return self._layout.postgres / "data"

    def start(self) -> None:
        account = postgres_account()
        place.claim(self._layout, account)
        programs = postgres_programs(account, log=self._layout.home / "postgres-start.log")
        if not self.is_alive():
            cluster.make_cluster(self._data, programs)
            self._start_server(programs)
        self._make_database()

    def is_alive(self) -> bool:
        return cluster.running_server(self._data) is not None

    def stop(self) -> None:
        programs = postgres_programs(
            postgres_account(), log=self._layout.home / "postgres-start.log"
        )
        for mode in ("fast", "immediate"):
            if not self.is_alive():
                return
            programs.run("pg_ctl", "stop", "-D", self._data, "-m", mode, "-t", STOP_SECONDS)

    def _start_server(self, programs: PostgresPrograms) -> None:
        """Try again for a while: the children of a killed server take a moment to leave."""
        sockets = self._layout.postgres_sockets
        configuration = self._configuration | {"unix_socket_directories": str(sockets)}
        options = " ".join(f"-c {name}='{value}'" for name, value in configuration.items())
        log = self._layout.postgres / "postgres.log"
        started = time.monotonic()
        while time.monotonic() - started < START_SECONDS:
            cluster.forget_misleading_pid(self._data)
            arguments = ("-D", self._data, "-w", "-t", START_SECONDS, "-l", log, "-o", options)
            if programs.run("pg_ctl", "start", *arguments) == 0:
                return
            time.sleep(0.3)
        raise CannotStart(f"PostgreSQL did not start; see {log} and {programs.log}.")

    def _make_database(self) -> None:
        with self._connection() as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _connection(self) -> psycopg.Connection:
        """Wait for a server that was adopted while it still recovers."""
        address = self._layout.database_url.replace(f"/{DATABASE}?", "/postgres?")
        started = time.monotonic()
        while True:
            try:
                return psycopg.connect(address, autocommit=True)
            except psycopg.OperationalError as problem:
                if time.monotonic() - started > START_SECONDS or not self.is_alive():
                    raise CannotStart(f"PostgreSQL does not answer: {problem}") from None
                time.sleep(0.1)
