"""Many links at once and one at a time per host: threads that only fetch, results in one place."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from bands.link_health.findings import Finding, Reason

Link = TypeVar("Link")


@dataclass(frozen=True)
class Checked(Generic[Link]):
    host: str
    link: Link
    finding: Finding


@dataclass(frozen=True)
class Finished:
    """This host is left alone now; for so many seconds if it asked for it."""

    host: str
    retry_after: int | None = None


def rounds(
    work: Mapping[str, Sequence[Link]],
    check: Callable[[Link], Finding],
    *,
    seconds: float,
    grace: float,
    pause: float,
) -> Iterator[Checked[Link] | Finished]:
    """Begin no check after `seconds`; what still hangs `grace` seconds later is given up.

    Threads are daemons, for a name lookup that hangs cannot be interrupted.
    """
    ends = time.monotonic() + seconds
    results: SimpleQueue[Checked[Link] | Finished] = SimpleQueue()
    for host, links in work.items():
        arguments = (host, links, check, results, ends, pause)
        threading.Thread(target=_one_host, args=arguments, daemon=True).start()
    running = set(work)
    while running:
        try:
            result = results.get(timeout=max(ends + grace - time.monotonic(), 0))
        except Empty:
            return
        if isinstance(result, Finished):
            running.remove(result.host)
        yield result


def _one_host(
    host: str,
    links: Sequence[Link],
    check: Callable[[Link], Finding],
    results: SimpleQueue[Checked[Link] | Finished],
    ends: float,
    pause: float,
) -> None:
    asked_to_wait = None
    try:
        for number, link in enumerate(links):
            if number:
                time.sleep(pause)
            if time.monotonic() >= ends:
                break
            finding = check(link)
            results.put(Checked(host, link, finding))
            if finding.reason is Reason.BUSY:
                asked_to_wait = finding.retry_after or 0
                break
    finally:
        results.put(Finished(host, asked_to_wait))
