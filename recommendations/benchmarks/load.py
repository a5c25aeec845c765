"""The site under load: steady arrivals (L1), one member hammered (L4), memory with the model."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from embeddings.models import TextVector
from recommendations.benchmarks.contestants import PATH
from recommendations.benchmarks.figures import latencies
from recommendations.benchmarks.generator import Happened, Order
from recommendations.benchmarks.job import Job
from recommendations.benchmarks.site import Memory, Site, running
from recommendations.benchmarks.visitors import Visitor, visitors

SPARE_SECONDS = 60  # what a generator may take beyond its time before it is given up
HAMMERS = 30
OTHERS = 2
OTHERS_RATE = 10  # a second, together
MEMORY_RATE = 10
NO_THROTTLE = {"DJANGO_SETTINGS_MODULE": "config.settings_test"}

Result = dict[str, Any]


def steady(job: Job) -> Result:
    """RELIABILITY L1: updates of all members at a constant rate."""
    people, scale = visitors(), job.scale
    with running(WEB_CONCURRENCY="2") as site:
        _run(_order(site, people, scale.calm_seconds, scale.connections, scale.rate))
        before = site.web_memory()
        happened = _run(_order(site, people, scale.load_seconds, scale.connections, scale.rate))
        return {
            "rate": scale.rate,
            "seconds": scale.load_seconds,
            "answers": _told(happened),
            "memory": _memory(site, before),
        }


def hammered(job: Job) -> Result:
    """RELIABILITY L4, as it ships and with the throttles lifted, so that only the lock is left."""
    people = visitors()
    return {
        "seconds": job.scale.hammer_seconds,
        "as it ships": _hammered(job, people, {}),
        "throttles lifted": _hammered(job, people, NO_THROTTLE),
    }


def memory(job: Job) -> Result:
    """Web processes that embed with the local model: no member's keywords are known yet."""
    TextVector.objects.filter(fingerprint__in=[each.sentence for each in visitors()]).delete()
    people, scale = visitors(), job.scale
    with running(WEB_CONCURRENCY="2") as site:
        before = site.web_memory()
        happened = _run(_order(site, people, scale.memory_seconds, 8, MEMORY_RATE))
        return {"answers": _told(happened), "memory": _memory(site, before)}


def _hammered(job: Job, people: list[Visitor], environment: dict[str, str]) -> Result:
    seconds = job.scale.hammer_seconds
    with running(WEB_CONCURRENCY="2", **environment) as site:
        _run(_order(site, people[1:], job.scale.calm_seconds, OTHERS, OTHERS_RATE))
        hammer = _started(_order(site, people[:1], seconds, HAMMERS))
        others = _started(_order(site, people[1:], seconds, OTHERS, OTHERS_RATE))
        return {
            "others": _told(_finished(others, seconds)),
            "hammered": _told(_finished(hammer, seconds)),
        }


def _order(
    site: Site, people: list[Visitor], seconds: float, connections: int, rate: float = 0
) -> Order:
    known = [{"token": each.token, "band_ids": each.band_ids} for each in people]
    return Order(site.port, PATH, known, seconds, connections, rate)


def _run(order: Order) -> Happened:
    return _finished(_started(order), order.seconds)


def _started(order: Order) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "recommendations.benchmarks.generator"]
    generator = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert generator.stdin
    generator.stdin.write(json.dumps(asdict(order)))
    generator.stdin.close()
    generator.stdin = None
    return generator


def _finished(generator: subprocess.Popen[str], seconds: float) -> Happened:
    try:
        output, _ = generator.communicate(timeout=seconds + SPARE_SECONDS)
    finally:
        generator.kill()
    return Happened(**json.loads(output))


def _told(happened: Happened) -> Result:
    return {
        "statuses": happened.statuses,
        "wrong": happened.wrong,
        "dropped": happened.dropped,
        "latencies": asdict(latencies(happened.seconds)),
    }


def _memory(site: Site, before: list[Memory]) -> Result:
    return {
        "web before": [asdict(each) for each in before],
        "web after": [asdict(each) for each in site.web_memory()],
        "worker": [asdict(each) for each in site.worker_memory()],
    }
