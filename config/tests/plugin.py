"""Pytest plugin: every run has stores of its own and sees no setting of the machine."""

import os
from collections.abc import Generator
from functools import cache

import pytest
import redis

from config.embedded.layout import ROOT
from config.tests.env_files import names_in
from config.tests.stores import Stores, sweep

KEPT = {"DATABASE_URL", "LOG_LEVEL"}  # a given PostgreSQL is used: Django makes a database in it
VALKEY = "DIGGINDIE_TESTS_VALKEY"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django loads the settings. xdist's workers use what their parent started."""
    if VALKEY not in os.environ:
        _start_stores(early_config)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1")
    database = int(worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{os.environ[VALKEY]}?db={database}"
    return (yield)


def _start_stores(config: pytest.Config) -> None:
    sweep()
    for name in names_in(ROOT / ".env.example") - KEPT:
        os.environ.pop(name, None)
    stores = Stores()
    config.add_cleanup(stores.stop)
    os.environ |= {"ENV_FILE": os.devnull, "DIGGINDIE_HOME": str(stores.layout.home)}
    os.environ[VALKEY] = stores.start_valkey()
    config.add_cleanup(lambda: os.environ.pop(VALKEY))
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = stores.start_postgres()


@cache
def _valkey() -> redis.Redis:
    return redis.Redis.from_url(os.environ["REDIS_URL"])


@pytest.fixture(autouse=True)
def _empty_valkey() -> None:
    """No test meets another's rate limits or tasks. The server is the run's own, always."""
    _valkey().flushdb()


@pytest.fixture(autouse=True)
def _no_recent_sentences() -> None:
    """No test meets the vectors of what another asked."""
    from embeddings.recent import recent

    recent.clear()


@pytest.fixture(autouse=True)
def _korean_first() -> None:
    """A request in English leaves its language behind in the process."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _each_text_once() -> Generator[None, None, None]:
    """Without it a dozen tests embed the starter catalogue; those of the model itself undo it."""
    from config.tests.learned import once_a_run
    from embeddings.text import local

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "embedded", local._vector, raising=False)
        patch.setattr(local, "_vector", once_a_run(local._vector))
        yield
