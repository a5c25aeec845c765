"""What the supervisor keeps up, and what it says about it."""

from contextlib import suppress
from typing import Protocol


class CannotStart(Exception):
    """A service did not come up; the text is for the person at the terminal."""


class Service(Protocol):
    name: str

    def start(self) -> None:
        """Come up, or raise `CannotStart`."""

    def is_alive(self) -> bool: ...

    def stop(self) -> None:
        """Go down and leave nothing behind; safe when it is down already."""


def say(text: str, *, who: str = "site") -> None:
    """One line on the terminal, which may be gone by now."""
    with suppress(OSError):
        print(f"{who:8} | {text}", flush=True)
