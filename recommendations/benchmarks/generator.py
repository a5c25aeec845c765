"""A load generator, in a process of its own: `python -m recommendations.benchmarks.generator`.

It reads an order as JSON from the standard input and writes what happened to the output.
"open" sends at fixed times, come what may, and counts a latency from the moment at which the
request was due, so that a slow server cannot hide behind a waiting client. "closed" sends the
next request as soon as the last is answered, on every connection.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

HOST = "127.0.0.1"
BANDS = 5
LATE = 1.0  # seconds; a request that finds no free connection for so long is dropped
TIMEOUT = 10.0
BROKEN = 0  # the status of no answer at all


@dataclass(frozen=True)
class Order:
    port: int
    path: str
    visitors: list[dict[str, Any]]  # token, band_ids
    seconds: float
    connections: int
    rate: float = 0  # a second; 0 is closed


@dataclass
class Happened:
    """Seconds of each answered request, counts by status, and answers that were wrong."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    wrong: int = 0
    dropped: int = 0

    def note(self, seconds: float, status: int, is_right: bool) -> None:
        self.seconds.append(seconds)
        self.statuses[str(status)] = self.statuses.get(str(status), 0) + 1
        self.wrong += not is_right


def due_times(rate: float, seconds: float) -> list[float]:
    """Seconds after the start at which each request is due: evenly, the first at once."""
    return [number / rate for number in range(round(rate * seconds))]


def is_dropped(due: float, now: float) -> bool:
    """Whether a request has waited too long for a free connection."""
    return now - due > LATE


def is_right(status: int, body: bytes, picked: list[int]) -> bool:
    """Five different bands, none of them picked, or an answer that is no list at all."""
    if status != 200:
        return True
    try:
        bands = [band["bandId"] for band in json.loads(body)["payload"]["bands"]]
    except (ValueError, KeyError, TypeError):
        return False
    return len(bands) == len(set(bands)) == BANDS and not set(bands) & set(picked)


class Load:
    """The connections, each a thread; they share one list of turns and one tally."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.happened = Happened()
        self._lock = threading.Lock()
        self._started = time.monotonic()
        self._turns = self._timed() if order.rate else self._at_once()

    def run(self) -> Happened:
        threads = [threading.Thread(target=self._work) for _ in range(self.order.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.happened

    def _timed(self) -> Iterator[tuple[int, float]]:
        yield from enumerate(due_times(self.order.rate, self.order.seconds))

    def _at_once(self) -> Iterator[tuple[int, float]]:
        number = 0
        while self._now() < self.order.seconds:
            yield number, self._now()
            number += 1

    def _now(self) -> float:
        return time.monotonic() - self._started

    def _work(self) -> None:
        connection = http.client.HTTPConnection(HOST, self.order.port, timeout=TIMEOUT)
        while (turn := self._next()) is not None:
            number, due = turn
            time.sleep(max(due - self._now(), 0))
            visitor = self.order.visitors[number % len(self.order.visitors)]
            status, body = send(connection, self.order.path, visitor["token"])
            seconds = self._now() - due
            right = is_right(status, body, visitor["band_ids"])
            with self._lock:
                self.happened.note(seconds, status, right)
        connection.close()

    def _next(self) -> tuple[int, float] | None:
        with self._lock:
            for number, due in self._turns:
                if not (self.order.rate and is_dropped(due, self._now())):
                    return number, due
                self.happened.dropped += 1
            return None


def send(connection: http.client.HTTPConnection, path: str, token: str) -> tuple[int, bytes]:
    """One POST on a connection that is kept; a kept one that the server has closed is renewed."""
    headers = {"Authorization": f"Bearer {token}"}
    for is_last in (connection.sock is None, True):
        try:
            connection.request("POST", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        except (ConnectionError, http.client.HTTPException):
            connection.close()
            if is_last:
                break
        except OSError:
            connection.close()
            break
    return BROKEN, b""


def main() -> None:
    order = Order(**json.load(sys.stdin))
    json.dump(asdict(Load(order).run()), sys.stdout)


if __name__ == "__main__":
    main()
