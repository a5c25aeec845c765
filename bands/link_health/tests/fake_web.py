"""Web sites on loopback that behave well or badly, each host and path as it is told.

with FakeWeb() as web:
    web.pages["dead.example/x"] = status(404)
    Visitor(..., stand_ins=web.stand_ins("dead.example"))
"""

import socket
import ssl
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from config.tests.loopback import Fake, QuietHandler, Server

TICK = 0.05  # seconds between the bytes of a drip

Page = Callable[["Handler"], None]


@dataclass
class Visit:
    """One request, and from when to when it was served."""

    host: str
    method: str
    path: str
    user_agent: str
    began: float
    ended: float = float("inf")


@dataclass
class FakeWeb(Fake):
    """`pages` by "host/path"; a page that is not there is a 404."""

    pages: dict[str, Page] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self.visits: list[Visit] = []
        self.connections = 0
        self.server_names: list[str] = []
        self.bytes_sent = 0
        self.listen(Handler, server=_Server)
        if self.tls:
            self.tls.sni_callback = lambda _s, name, _c: self.server_names.append(name)
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)

    def stand_ins(self, *hosts: str) -> dict[str, tuple[str, int]]:
        return dict.fromkeys(hosts, self.endpoint)

    def paths(self, method: str = "") -> list[str]:
        return [v.path for v in self.visits if not method or v.method == method]


class _Server(Server):
    def process_request(self, request: Any, client_address: Any) -> None:
        self.fake.connections += 1
        super().process_request(request, client_address)


class Handler(QuietHandler):
    @property
    def web(self) -> FakeWeb:
        return self.server.fake

    def do_GET(self) -> None:
        host = self.headers["Host"]
        page = self.web.pages.get(f"{host}{self.path}") or self.web.pages.get(f"{host}/*")
        visit = Visit(host, self.command, self.path, self.headers["User-Agent"], time.monotonic())
        self.web.visits.append(visit)
        try:
            (page or status(404))(self)
        finally:
            visit.ended = time.monotonic()

    do_HEAD = do_GET

    def start(self, code: int, headers: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name, value.encode().decode("latin-1"))
        self.end_headers()

    def send(self, body: bytes) -> None:
        if self.command != "HEAD":
            self.wfile.write(body)
            self.web.bytes_sent += len(body)


def status(code: int, body: str = "", **headers: str) -> Page:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = body.encode()

    def page(handler: Handler) -> None:
        handler.start(code, {"Content-Length": str(len(raw))} | sent)
        handler.send(raw)

    return page


def well(body: str = "<title>A song</title>") -> Page:
    return status(200, body)


def image() -> Page:
    return status(200, "picture", Content_Type="image/jpeg")


def redirect(to: str, code: int = 301) -> Page:
    return status(code, Location=to)


def in_turn(*pages: Page) -> Page:
    """Another answer each time; the last one stays."""
    left = list(pages)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def not_for_head(page: Page, code: int = 405) -> Page:
    return lambda handler: (status(code) if handler.command == "HEAD" else page)(handler)


def slow(page: Page, seconds: float) -> Page:
    def answer(handler: Handler) -> None:
        handler.web.closing.wait(seconds)
        page(handler)

    return answer


def hang(handler: Handler) -> None:
    handler.web.closing.wait()


def drip(handler: Handler) -> None:
    handler.start(200, {"Content-Length": "100000"})
    while not handler.web.closing.wait(TICK):
        handler.send(b"y")


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.web.closing.wait(TICK):
        handler.wfile.write(b"y")


def reset(handler: Handler) -> None:
    gone = socket.socket(fileno=handler.connection.detach())
    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    gone.close()
    handler.close_connection = True


def not_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.7\r\n\r\n")
    handler.close_connection = True


def huge_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(2000):
        handler.wfile.write(b"X-More: " + b"y" * 1000 + b"\r\n")


def endless(handler: Handler) -> None:
    """A body that never ends, its length not announced."""
    handler.start(200, {"Transfer-Encoding": "chunked"})
    while not handler.web.closing.is_set():
        handler.send(b"%x\r\n%s\r\n" % (10_000, b" " * 10_000))


def bomb(handler: Handler) -> None:
    """A few bytes that say they unpack into a billion."""
    body = b"\x1f\x8b" + b"\x00" * 1000
    handler.start(200, {"Content-Encoding": "gzip", "Content-Length": str(len(body))})
    handler.send(body)
