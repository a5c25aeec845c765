"""The pipelines, and one turn of one of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client

from embeddings.models import TextVector
from recommendations.benchmarks.floor import floor
from recommendations.benchmarks.visitors import Visitor, visitors

PATH = "/api/bands/recommendations/update"

OURS, OURS_FIRST = "ours", "ours_first"
WRITTEN_SLOW, WRITTEN_FREE = "written_slow", "written_free"
WRITTEN_AGAIN = "written_again"  # not timed: with as many starts of K-means as ours has
FLOOR = "floor"

PATHS = {
    OURS: PATH,
    OURS_FIRST: PATH,
    WRITTEN_SLOW: "/api/as-written/slow",
    WRITTEN_FREE: "/api/as-written/free",
    WRITTEN_AGAIN: "/api/as-written/free?starts=10",
}


@dataclass(frozen=True)
class Turn:
    """What one update took, and the bands that it named."""

    seconds: float
    bands: list[int]


def take(name: str, number: int) -> Turn:
    """One update by one pipeline for one member; only the update itself is timed."""
    people, update = _people(), _update(name)
    visitor = people[number % len(people)]
    if name == OURS_FIRST:
        TextVector.objects.filter(fingerprint=visitor.sentence).delete()
    started = time.perf_counter()
    answer = update(visitor)
    return Turn(time.perf_counter() - started, _bands(answer))


@cache
def _people() -> list[Visitor]:
    return visitors()


@cache
def _update(name: str) -> Callable[[Visitor], Any]:
    if name == FLOOR:
        lowest = floor()
        return lambda visitor: lowest.update(list(visitor.band_ids))
    client, path = Client(SERVER_NAME="127.0.0.1"), PATHS[name]
    return lambda visitor: client.post(path, headers={"Authorization": f"Bearer {visitor.token}"})


def _bands(answer: Any) -> list[int]:
    if isinstance(answer, list):
        return [pk for pk, _name in answer]
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code}: {answer.content[:300]!r}")
    return [band["bandId"] for band in answer.json()["payload"]["bands"]]
