"""HTTP with one deadline for the whole call and a cap on the answer.

A client's timeouts are for each read, so an answer that drips holds a thread for as long as
it likes. Here every wait on the socket (connecting, TLS, headers, body) gets what is left.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore2
import httpx2

_ends: ContextVar[float] = ContextVar("ends")


class AnswerTooLarge(Exception):
    """The body exceeds the cap, or is packed so that its size cannot be known."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Whatever this thread does on a `DeadlineBackend` ends within `seconds`."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


class GuardedTransport(httpx2.HTTPTransport):
    """No proxies, no settings from the environment, no answer over `max_body` bytes."""

    def __init__(self, *, max_body: int) -> None:
        self._max_body = max_body
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=None,
            keepalive_expiry=30.0,
            network_backend=DeadlineBackend(),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = super().handle_request(request)
        length = response.headers.get("content-length", "")
        is_packed = response.headers.get("content-encoding", "identity") != "identity"
        if is_packed or (length.isdecimal() and int(length) > self._max_body):
            response.close()
            raise AnswerTooLarge
        response.stream = _CappedStream(response.stream, self._max_body)
        return response


class _CappedStream(httpx2.SyncByteStream):
    def __init__(self, stream: Any, max_body: int) -> None:
        self._stream, self._left = stream, max_body

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise AnswerTooLarge
            yield chunk

    def close(self) -> None:
        self._stream.close()


class DeadlineBackend(httpcore2.SyncBackend):
    """Connections of which every wait ends with the `deadline` of the thread."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        return _Stream(super().connect_tcp(host, port, _left(), local_address, socket_options))


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left()))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left() -> float:
    left = _ends.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.TimeoutException
    return left
