"""One visit to one address, bounded in time, size and hops, and never to our own network.

A name is looked up once; every number it has is checked, and the connection goes to the very
number that was checked. Each redirect is a new address and passes the same gate.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpcore2
import httpx2

from bands.link_health.addresses import Refused, Target, outside, target
from bands.link_health.answers import Answer, Hop, Unreachable
from config.deadline import DeadlineBackend, deadline
from config.retry_after import retry_after

SECONDS = 8.0  # the whole visit, redirects and all
MAX_HOPS = 5
MAX_BODY = 131_072  # bytes read of a page; what comes after is left unread
LONGEST_RETRY_AFTER = 7 * 86_400  # seconds
REDIRECTS = {301, 302, 303, 307, 308}

Endpoint = tuple[str, int]
Header = tuple[bytes, bytes]


@cache
def _trust() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


def _lookup(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unreachable("no_such_host") from None
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True)
class Visitor:
    """How visits are made. `stand_ins` lead exact host names to servers of the tests."""

    user_agent: str
    stand_ins: Mapping[str, Endpoint] = field(default_factory=dict)
    lookup: Callable[[str, int], Iterable[str]] = _lookup
    trust: Callable[[], ssl.SSLContext] = _trust
    seconds: float = SECONDS

    def visit(self, address: str, *, method: str = "GET") -> Answer:
        """The answer after all redirects; `Refused` or `Unreachable` when there is none."""
        hops: list[Hop] = []
        with deadline(self.seconds):
            while True:
                place = target(address)
                answer, location = self._ask(method, place)
                if answer.status not in REDIRECTS or not location:
                    return replace(answer, hops=tuple(hops))
                hops.append(Hop(address, answer.status))
                address = _next(place, location)
                if address in {hop.url for hop in hops}:
                    raise Unreachable("redirect_loop")
                if len(hops) > MAX_HOPS:
                    raise Unreachable("too_many_redirects")

    def _endpoint(self, place: Target) -> Endpoint:
        if place.host in self.stand_ins:
            return self.stand_ins[place.host]
        return str(outside(self.lookup(place.host, place.port))), place.port

    def _ask(self, method: str, place: Target) -> tuple[Answer, str]:
        """One request: what it brought, and where it points to."""
        pool = httpcore2.ConnectionPool(
            ssl_context=self.trust(),
            max_connections=1,
            network_backend=_Pinned(self._endpoint(place)),
        )
        url = str(place.url.copy_with(host=place.host, fragment=None))
        try:
            with pool, pool.stream(method, url, headers=self._headers()) as response:
                headers = _headers_of(response.headers)
                return _answer(url, response, headers), headers.get("location", "")
        except httpcore2.TimeoutException:
            raise Unreachable("timeout") from None
        except httpcore2.NetworkError as error:
            raise Unreachable("tls" if _is_about_tls(error) else "connection") from None
        except (httpcore2.ProtocolError, ValueError):
            raise Unreachable("bad_answer") from None

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Accept-Language": "ko, en;q=0.5",
            "Connection": "close",
        }


class _Pinned(DeadlineBackend):
    """Whatever name is asked for, connects to the one endpoint that was checked."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def connect_tcp(self, host: str, port: int, *more: Any, **named: Any) -> Any:
        return super().connect_tcp(*self._endpoint, *more, **named)


def _is_about_tls(error: BaseException | None) -> bool:
    while error and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _answer(url: str, response: httpcore2.Response, headers: Mapping[str, str]) -> Answer:
    wait = headers.get("retry-after", "")
    return Answer(
        url=url,
        status=response.status,
        content_type=headers.get("content-type", ""),
        retry_after=retry_after(wait, now=datetime.now(UTC), longest=LONGEST_RETRY_AFTER),
        text="" if response.status in REDIRECTS else _text(response, headers),
    )


def _next(place: Target, location: str) -> str:
    if not location.isprintable() or set(location) & set(" \\"):
        raise Refused("unreadable")
    try:
        return str(place.url.join(location).copy_with(fragment=None))
    except (httpx2.InvalidURL, ValueError):
        raise Refused("unreadable") from None


def _headers_of(headers: Iterable[Header]) -> dict[str, str]:
    return {name.decode("ascii").lower(): _decoded(value) for name, value in headers}


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _text(response: httpcore2.Response, headers: Mapping[str, str]) -> str:
    """The beginning of the body. A packed one is not unpacked: it may be a bomb."""
    if headers.get("content-encoding", "identity") != "identity":
        return ""
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) >= MAX_BODY:
            break
    return bytes(body[:MAX_BODY]).decode(errors="replace")
