"""A process for a pipeline, with the environment that is its own.

K-means with default threads leaves threads that spin, and would slow whoever comes next.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import django

Call = Callable[..., Any]  # a function by name, and what it takes


@contextmanager
def home(environment: Mapping[str, str], providers: Mapping[str, str]) -> Iterator[Call]:
    """Calls go to a fresh process, one after another."""
    with ProcessPoolExecutor(1, get_context("spawn"), _settle, (providers,)) as pool:
        with environment_of(environment):
            pool.submit(len, "").result()
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def _settle(providers: Mapping[str, str]) -> None:
    from django.conf import settings

    settings.ROOT_URLCONF = "recommendations.benchmarks.urls"
    settings.BENCHMARK_PROVIDERS = providers
    django.setup()


@contextmanager
def environment_of(given: Mapping[str, str]) -> Iterator[None]:
    """Processes that are started meanwhile inherit it."""
    before = dict(os.environ)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
