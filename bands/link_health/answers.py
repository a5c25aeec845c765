"""What comes back from a visit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hop:
    """A redirect that was followed."""

    url: str
    status: int


@dataclass(frozen=True)
class Answer:
    """What stood at the end of the hops. `text` is the beginning of the page, if it was read."""

    url: str
    status: int
    hops: tuple[Hop, ...] = ()
    content_type: str = ""
    retry_after: int | None = None  # seconds
    text: str = ""


class Unreachable(Exception):
    """Nothing came back that could be judged. `reason` is a word of `findings.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
