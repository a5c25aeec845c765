"""Which requests the live server is still answering."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started


class Running:
    """Counts them from Django's own signals; those of a test client are not the server's."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._many = 0

    def wait_for_the_last(self, seconds: float) -> None:
        """Raises `TimeoutError` when one is still answered after so long."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._many == 0, seconds):
                raise TimeoutError(f"{self._many} requests are still answered.")

    def note_start(self, sender: type | None, **_given: object) -> None:
        self._note(sender, 1)

    def note_end(self, sender: type | None, **_given: object) -> None:
        self._note(sender, -1)

    def _note(self, sender: type | None, more: int) -> None:
        if sender and issubclass(sender, WSGIHandler):
            with self._changed:
                self._many += more
                self._changed.notify_all()


@contextmanager
def running_requests() -> Iterator[Running]:
    running = Running()
    request_started.connect(running.note_start)
    request_finished.connect(running.note_end)
    yield running
    request_started.disconnect(running.note_start)
    request_finished.disconnect(running.note_end)
