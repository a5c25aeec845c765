"""A server on loopback that a test's real client talks to: quiet, and gone when the test is."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Server(ThreadingHTTPServer):
    """A thread for each connection. `fake` is what its handlers ask what to do."""

    daemon_threads = True
    request_queue_size = 256
    fake: Any

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that give up are what these tests are about."""


class QuietHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: some tests call thousands of times."""


class Fake:
    """Serves while it is entered; what waits for `closing` is let go at the end."""

    def listen(
        self,
        handler: type[QuietHandler],
        port: int = 0,
        server: type[Server] = Server,
    ) -> None:
        """At once, on a free port unless one is given; answers begin when it is entered."""
        self.closing = threading.Event()
        self._server = server(("127.0.0.1", port), handler)
        self._server.fake = self

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self) -> tuple[str, int]:
        return "127.0.0.1", self._server.server_port

    @property
    def base_url(self) -> str:
        """As clients of the chat and embeddings APIs take it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"
