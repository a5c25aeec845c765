"""Every pipeline on the same members, in turn: A B C A B C, so that all meet the same machine."""

from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from config.embedded.plan import ONE_THREAD
from embeddings.models import EmbeddingSpace
from recommendations.benchmarks.contestants import (
    FLOOR,
    OURS,
    OURS_FIRST,
    WRITTEN_AGAIN,
    WRITTEN_FREE,
    WRITTEN_SLOW,
    Turn,
    take,
)
from recommendations.benchmarks.figures import latencies
from recommendations.benchmarks.homes import home
from recommendations.benchmarks.job import Job

AT_LEISURE = {"DB_STATEMENT_TIMEOUT_MS": "60000"}  # 20,000 bands can take it past our limit
HOMES = {
    (OURS, OURS_FIRST): ONE_THREAD,  # as `make run` starts the web server
    (WRITTEN_SLOW, WRITTEN_FREE, WRITTEN_AGAIN): AT_LEISURE,
    (FLOOR,): ONE_THREAD,
}
ORDER = (OURS, WRITTEN_SLOW, WRITTEN_FREE, FLOOR, OURS_FIRST, WRITTEN_AGAIN)


def measure(job: Job) -> dict[str, Any]:
    """Latencies of each pipeline, and how often two of them gave the same bands."""
    turns = _turns(job)
    space = EmbeddingSpace.objects.get(status="active")
    return {
        "bands": space.band_vectors.count(),
        "dimensions": space.dimensions,
        "latencies": {
            name: asdict(latencies([turn.seconds for turn in mine])) for name, mine in turns.items()
        },
        "agreement": agreement(turns[OURS], turns[WRITTEN_FREE], turns[WRITTEN_AGAIN]),
    }


def _turns(job: Job) -> dict[str, list[Turn]]:
    providers = {"slow": job.slow_provider, "free": job.free_provider}
    turns: dict[str, list[Turn]] = {name: [] for name in ORDER}
    with ExitStack() as stack:
        at = {
            name: call
            for names, environment in HOMES.items()
            for call in [stack.enter_context(home(environment, providers))]
            for name in names
        }
        for number in range(job.scale.warm_up + job.scale.requests):
            for name in ORDER:
                turns[name].append(at[name](take, name, number))
    return {name: mine[job.scale.warm_up :] for name, mine in turns.items()}


def agreement(ours: list[Turn], written: list[Turn], again: list[Turn]) -> dict[str, int]:
    """How often both pipelines gave the same list, with one start of K-means and with ours.

    A list as written names a band twice when two centroids find it.
    """
    return {
        "compared": len(ours),
        "repeats": sum(len(set(turn.bands)) < len(turn.bands) for turn in written),
        "same": _same(ours, written),
        "same_again": _same(ours, again),
    }


def _same(ours: list[Turn], theirs: list[Turn]) -> int:
    return sum(our.bands == their.bands for our, their in zip(ours, theirs, strict=True))
