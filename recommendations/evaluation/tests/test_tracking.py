"""Runs in a real MLflow store: what the database has, once, and nothing lost without it."""

import os
import socket
import subprocess
import sys
import time
import tomllib
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.embedded.layout import ROOT
from config.tests.admin_table import make_evaluation
from config.tests.places import free_port
from recommendations.evaluation import tracking
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.tracking import NotTracked, Store, flat, metrics, params, safe
from recommendations.learning.registry import METHODS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    """What the adapter adds goes with the test."""
    for name in tracking.DEFAULTS:
        monkeypatch.setenv(name, "known to the fixture, which takes it back")
        monkeypatch.delenv(name)


@pytest.fixture
def uri(tmp_path):
    return (tmp_path / "mlflow").as_uri()


def ours() -> EvaluationRun:
    """A run with the longest parameters that there are."""
    run = make_evaluation()
    run.method, run.parameters = "ours", asdict(METHODS["ours"])
    run.data_fingerprint, run.code_version = "f" * 64, "abc"
    run.of_lists |= {"k-occurrence skew@10": 2.5, "novelty@10, bits": 7, "cold share of places": 0}
    run.save()
    return run


def found(uri: str, protocol: str = "p2"):
    """What MLflow's own client reads of an experiment."""
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri=uri)
    experiment = client.get_experiment_by_name(protocol)
    return client.search_runs([experiment.experiment_id])


def test_the_store_has_what_the_run_has(uri):
    """CONTRACT M10, M31, M35."""
    run = ours()
    Store(uri).log(run)
    (logged,) = found(uri)

    assert (logged.info.run_name, logged.info.status) == ("ours", "FINISHED")
    assert logged.data.tags["diggindie_run"] == str(run.pk)
    assert logged.data.params == params(run)
    assert logged.data.params["method.method.parts.0.method.weighting.ridge"] == "0.0078"
    assert logged.data.params["data_fingerprint"] == "f" * 64
    assert {"part": "test", "seed": "2026", "code_version": "abc"}.items() <= (
        logged.data.params.items()
    )
    assert logged.data.metrics == {
        "NDCG_at_100": 0.2,
        "NDCG_at_100_low": 0.1,
        "NDCG_at_100_high": 0.3,
        "coverage_at_10": 0.1,
        "k-occurrence_skew_at_10": 2.5,
        "novelty_at_10_bits": 7,
        "cold_share_of_places": 0,
        "fit_seconds": 1,
        "milliseconds": 2,
        "memory_mb": 3,
    }


def test_twice_is_once_also_when_it_comes_from_the_database(uri):
    run = ours()
    assert Store(uri).log(run)
    assert not Store(uri).log(EvaluationRun.objects.get(pk=run.pk))
    assert len(found(uri)) == 1


def test_runs_of_two_databases_with_one_number_are_two(uri):
    run, store = make_evaluation(), Store(uri)
    store.log(run)
    run.made_at = run.made_at.replace(year=run.made_at.year - 1)
    assert store.log(run)
    assert len(found(uri)) == 2


def test_what_broke_off_is_completed(uri, monkeypatch):
    run, store = make_evaluation(), Store(uri)
    with monkeypatch.context() as patch:
        patch.setattr(store._client, "log_batch", broken)
        with pytest.raises(NotTracked, match="the line is dead"):
            store.log(run)
    assert store.log(run)
    (logged,) = found(uri)
    assert logged.data.metrics == metrics(run)


def broken(*_args, **_kwargs):
    raise ConnectionError("the line is dead")


def test_parameters_read_the_same_before_and_after_the_database():
    run = ours()
    assert params(run) == params(EvaluationRun.objects.get(pk=run.pk))
    assert dict(flat("a", {"b": [1, {"c": None}], "d": ()})) == {"a.b.0": 1, "a.b.1.c": None}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NDCG@100", "NDCG_at_100"),
        ("hit rate@10", "hit_rate_at_10"),
        ("새로움@10, 비트", "__at_10_"),
    ],
)
def test_names_are_safe(name, expected):
    assert safe(name) == expected


def test_a_server_that_is_not_there_is_named_without_its_password():
    """CONTRACT O8."""
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(NotTracked, match=address) as problem:
        Store(f"http://digger:secret@{address}")
    assert "secret" not in str(problem.value)


def test_a_server_that_never_answers_is_not_waited_for_long(monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "1")  # a given value is kept
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(NotTracked, match="timed out"):
            Store(f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("uri", ["nowhere://x", "http://[", "file:///proc/nothing"])
def test_an_address_that_is_none_is_refused(uri):
    with pytest.raises(NotTracked, match="does not take it"):
        Store(uri)


def evaluate(folder: Path, uri: str) -> str:
    warned = StringIO()
    chosen = {"protocol": ["p1"], "method": ["random", "popularity"], "mlflow": uri}
    call_command("evaluate", data=str(folder), **chosen, stdout=StringIO(), stderr=warned)
    return warned.getvalue()


@pytest.mark.slow
def test_the_command_logs_what_it_keeps(folder, uri):
    """CONTRACT M10, M35."""
    assert "MLflow" not in evaluate(folder, uri)
    kept = EvaluationRun.objects.all()
    assert {run.info.run_name for run in found(uri, "p1")} == {run.method for run in kept}


@pytest.mark.slow
@pytest.mark.parametrize("is_installed", [True, False])
def test_without_mlflow_every_run_is_kept_and_the_command_says_what_to_do(
    folder, is_installed, monkeypatch
):
    """CONTRACT M10, O8."""
    if not is_installed:
        monkeypatch.setitem(sys.modules, "mlflow", None)
    said = evaluate(folder, f"http://127.0.0.1:{free_port()}")

    assert EvaluationRun.objects.count() == 2
    assert said.count("MLflow: ") == 1
    assert "evaluations_to_mlflow" in said
    assert is_installed or tracking.REQUIREMENT in said


def test_kept_runs_are_logged_later(uri, settings):
    settings.MLFLOW_TRACKING_URI = uri
    make_evaluation(), ours()
    said = StringIO()
    call_command("evaluations_to_mlflow", stdout=said)
    call_command("evaluations_to_mlflow", stdout=said)
    assert said.getvalue() == "2 logged, 0 there already\n0 logged, 2 there already\n"


@pytest.mark.parametrize(("uri", "said"), [("", "--uri"), ("nowhere://x", "does not take it")])
def test_later_too_it_says_what_is_wrong(uri, said):
    with pytest.raises(CommandError, match=said):
        call_command("evaluations_to_mlflow", uri=uri)


OUTSIDE_OF_TESTS = """
import sys, threading, django
django.setup()
from recommendations.evaluation.tracking import Store
assert "mlflow" not in sys.modules
Store(sys.argv[1])
from mlflow.telemetry import get_telemetry_client
print(get_telemetry_client(), [thread.name for thread in threading.enumerate()])
"""


@pytest.mark.slow
def test_nothing_is_said_to_anybody_else(uri):
    """MLflow is silent under pytest by itself, so this is another process, and no CI's."""
    kept = ("PATH", "DATABASE_URL", "REDIS_URL", "DIGGINDIE_HOME", "ENV_FILE")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    command = [sys.executable, "-c", OUTSIDE_OF_TESTS, uri]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert ended.stdout == "None ['MainThread']\n", ended.stderr


def test_the_version_that_is_named_is_that_of_the_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["optional-dependencies"]["mlflow"] == [tracking.REQUIREMENT]
    assert not any("mlflow" in line for line in project["dependencies"])
