"""A Valkey of our own, on a Unix socket, that keeps its queue over a crash."""

import time
from collections.abc import Mapping

import redis

from config.embedded.binaries import valkey_server
from config.embedded.child import Child
from config.embedded.layout import Layout
from config.embedded.service import CannotStart

START_SECONDS = 20.0
DATABASES = 64


class Valkey(Child):
    def __init__(self, layout: Layout, *, environment: Mapping[str, str]) -> None:
        self._layout = layout
        options = {
            "--port": "0",
            "--unixsocket": layout.valkey_socket,
            "--unixsocketperm": "700",
            "--dir": layout.valkey,
            "--databases": DATABASES,
            "--appendonly": "yes",
            "--save": "",
            "--maxmemory-policy": "noeviction",
            "--logfile": layout.valkey / "valkey.log",
            "--loglevel": "warning",
        }
        command = [valkey_server(), *(word for option in options.items() for word in option)]
        super().__init__("valkey", command, environment=environment, patience=3)

    def start(self) -> None:
        for folder in (self._layout.valkey, self._layout.valkey_socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().start()
        self._await_answer()

    def _await_answer(self) -> None:
        started = time.monotonic()
        while self.is_alive() and time.monotonic() - started < START_SECONDS:
            try:
                redis.Redis.from_url(self._layout.redis_url).ping()
            except redis.RedisError:
                time.sleep(0.02)
            else:
                return
        raise CannotStart(f"Valkey did not start; its folder is {self._layout.valkey}.")
