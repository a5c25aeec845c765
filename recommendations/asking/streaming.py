"""The steps of an answer as events, each sent as soon as it is taken (CONTRACT R36, R37).

A stream holds a thread of the web server no longer than the answer itself would, and only half of
a process's threads may hold one; who comes too late is told to ask for the page instead.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from recommendations.asking.talking import Progress, Talk

EVENTS = "text/event-stream"
MOST_OPEN = 2  # streams of one process, of its four threads
MOST_SECONDS = 10.0  # then no further step is begun
RETRY_SECONDS = 2

_open = threading.BoundedSemaphore(MOST_OPEN)


class Busy(DomainError):
    """As many streams are open as may be; the page itself still answers."""

    code = "busy"
    status = 503
    message = _("지금은 단계를 보여 드릴 수 없어요.")


class Stream:
    """An iterator that gives back its place when it is closed, whether or not it was begun."""

    def __init__(
        self, events: Iterator[bytes], clock: Callable[[], float] = time.monotonic
    ) -> None:
        if not _open.acquire(blocking=False):
            raise Busy(retry_after=RETRY_SECONDS)
        self._events, self._clock = events, clock
        self._ends = clock() + MOST_SECONDS
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._clock() > self._ends:
            raise StopIteration
        return next(self._events)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _open.release()


def stream(taken: Iterator[Progress], html_of: Callable[[Talk], str]) -> Stream:
    """`step` events, then one `answer` event with the page's part; `sorry` where there is none."""
    return Stream(_events(taken, html_of))


def _events(taken: Iterator[Progress], html_of: Callable[[Talk], str]) -> Iterator[bytes]:
    try:
        for step in taken:
            yield _event("step", {"stage": step.stage, "said": step.said})
            if step.talk:
                yield _event("answer", {"html": html_of(step.talk)})
    except DomainError as refused:
        yield _event("sorry", {"code": refused.code})


def _event(name: str, data: dict[str, str]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
