"""The curators' first page, and what workers count for it, over a whole data set."""

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band
from embeddings import duplicates
from members.models import Member
from recommendations.benchmarks.figures import latencies
from recommendations.benchmarks.job import Job
from recommendations.board import services
from recommendations.reach.models import ReachMeasure, ReachRun

UNCOLLECTED = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@override_settings(STORAGES=settings.STORAGES | {"staticfiles": UNCOLLECTED})
def measure(job: Job) -> dict[str, Any]:
    """Milliseconds of the page, its queries, and the seconds of each worker's part."""
    _measured_reach()
    found = _seconds(lambda: duplicates.find(now=now()))
    counted = _seconds(lambda: services.refresh(now=now()))
    client = _curator()
    for _request in range(job.scale.warm_up):
        _open(client)
    return {
        "page": asdict(
            latencies([_seconds(lambda: _open(client)) for _ in range(job.scale.requests)])
        ),
        "queries": _queries(client),
        "duplicates_seconds": found,
        "figures_seconds": counted,
    }


def _measured_reach() -> None:
    """A measurement as a worker would have left it."""
    ids = list(Band.objects.order_by("pk").values_list("pk", flat=True))
    counts = np.random.default_rng(1).poisson(0.5, len(ids)).tolist()
    at = now()
    run = ReachRun.objects.create(state="done", asked_at=at, finished_at=at, band_ids=ids)
    ReachMeasure.objects.create(run=run, kind="synthetic", done=2000, occurrences=counts)


def _curator() -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    email = "curator@example.org"
    client.force_login(
        Member.objects.create_superuser("curator", email, "!"),
        backend="members.backends.LiveMembers",
    )
    return client


def _open(client: Client) -> None:
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200, answer.status_code


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        _open(client)
    return len(queries)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
