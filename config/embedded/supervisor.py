"""Keep services up: start in order, start again what dies, stop in the opposite order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from config.embedded.service import CannotStart, Service, say

LOOK_EVERY = 0.2
MEMORY_SECONDS = 60.0
LONGEST_DELAY = 10.0


def delay_after(deaths: int) -> float:
    """Seconds before the next start, after so many deaths within a minute."""
    return min(0.25 * 2.0 ** (deaths - 1), LONGEST_DELAY)


@dataclass
class Post:
    """One service and when it died lately."""

    service: Service
    deaths: list[float] = field(default_factory=list)
    due: float | None = None

    def look(self, now: float) -> bool:
        """See to the service; whether it was started."""
        if self.due is None:
            if self.service.is_alive():
                return False
            self.due = self._note_death(now)
        if self.due > now:
            return False
        self.due = None
        self._start_again()
        return True

    def _note_death(self, now: float) -> float:
        """When to start it again."""
        self.deaths = [death for death in self.deaths if now - death < MEMORY_SECONDS] + [now]
        delay = delay_after(len(self.deaths))
        say(f"{self.service.name} ended; it starts again in {delay:.2g} s")
        return now + delay

    def _start_again(self) -> None:
        try:
            self.service.start()
        except CannotStart as problem:
            say(str(problem))


class Supervisor:
    """`on_start` hears of all services whenever one was started."""

    def __init__(self, *, on_start: Callable[[list[Service]], None]) -> None:
        self.ending = threading.Event()
        self._posts: list[Post] = []
        self._on_start = on_start

    @property
    def services(self) -> list[Service]:
        return [post.service for post in self._posts]

    def start(self, service: Service, *, outlives: Service | None = None) -> None:
        """Bring up one more service, or raise `CannotStart`.

        It ends before all that are up, unless it `outlives` one of them.
        """
        place = self.services.index(outlives) if outlives else len(self._posts)
        self._posts.insert(place, Post(service))
        service.start()
        self._on_start(self.services)

    def look(self) -> None:
        started = [post.look(time.monotonic()) for post in self._posts]
        if any(started):
            self._on_start(self.services)

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Look again and again, until we are told to end or `until` holds."""
        while not until() and not self.ending.wait(LOOK_EVERY):
            self.look()

    def stop(self) -> None:
        """In the opposite order, and all of them even when one of them cannot."""
        with ExitStack() as stack:
            for post in self._posts:
                stack.callback(post.service.stop)
