"""Kept runs told to an MLflow tracking store as well (CONTRACT M10, M31, M35).

The row in the database is the run; MLflow hears of it. So whatever fails here loses nothing.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.splits import SEED

REQUIREMENT = "mlflow-skinny>=3.17.2,<3.18"  # the extra "mlflow" of pyproject.toml
DEFAULTS = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",  # there the tables are
    "MLFLOW_ALLOW_FILE_STORE": "true",  # the one kind that needs no server
    # Its own are seven tries of two minutes each, longer than a method takes.
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
}
FINISHED = "FINISHED"


class NotTracked(Exception):
    """MLflow does not take a run; the message says why."""


class Store:
    """A tracking store that answered when it was opened."""

    def __init__(self, uri: str) -> None:
        with _plainly(uri):
            self._client = _client(uri)
            self._client.search_experiments(max_results=1)
        self._uri = uri
        self._experiments: dict[str, str] = {}

    def log(self, run: EvaluationRun) -> bool:
        """False when the store has it already. What broke off half-way is completed."""
        told = tags(run), params(run), metrics(run)
        with _plainly(self._uri):
            there = self._logged(run, told[0])
            if there.status == FINISHED:
                return False
            self._complete(there.run_id, _milliseconds(run), *told[1:])
        return True

    def _logged(self, run: EvaluationRun, tags: dict[str, str]) -> Any:
        """The run that the store has of this one, or a new one that is empty."""
        experiment = self._experiment(run.protocol)
        wanted = " and ".join(f"tags.{name} = '{value}'" for name, value in tags.items())
        found = self._client.search_runs([experiment], wanted, max_results=1)
        if not found:
            made = self._client.create_run(experiment, _milliseconds(run), tags, run.method)
            return made.info
        return found[0].info

    def _complete(
        self, key: str, at: int, params: dict[str, str], metrics: dict[str, float]
    ) -> None:
        from mlflow.entities import Metric, Param

        self._client.log_batch(
            key,
            metrics=[Metric(name, value, at, 0) for name, value in metrics.items()],
            params=[Param(name, value) for name, value in params.items()],
        )
        self._client.set_terminated(key, FINISHED, at)

    def _experiment(self, name: str) -> str:
        if name not in self._experiments:
            found = self._client.get_experiment_by_name(name)
            key = found.experiment_id if found else self._client.create_experiment(name)
            self._experiments[name] = key
        return self._experiments[name]


def tags(run: EvaluationRun) -> dict[str, str]:
    """What tells a run from all others, also from those of another site's database."""
    return {
        "diggindie_run": str(run.pk),
        "diggindie_made_at": run.made_at.astimezone(UTC).isoformat(),
    }


def params(run: EvaluationRun) -> dict[str, str]:
    fixed = {
        "part": run.part,
        "seed": SEED,
        "data_fingerprint": run.data_fingerprint,
        "code_version": run.code_version,
    }
    return {name: str(value) for name, value in [*fixed.items(), *flat("method", run.parameters)]}


def flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """`("a", {"b": [1]})` as `("a.b.0", 1)`: the same before and after the database."""
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if not isinstance(value, dict):
        yield name, value
        return
    for key, inner in value.items():
        yield from flat(f"{name}.{safe(str(key))}", inner)


def metrics(run: EvaluationRun) -> dict[str, float]:
    """The mean under the figure's own name, its interval beside it, and the costs."""
    ends = {"mean": "", "low": "_low", "high": "_high"}
    figures = {
        f"{name}{suffix}": found[end]
        for name, found in run.figures.items()
        for end, suffix in ends.items()
    }
    costs = {name: getattr(run, name) for name in ("fit_seconds", "milliseconds", "memory_mb")}
    return {safe(name): float(value) for name, value in (figures | run.of_lists | costs).items()}


def safe(name: str) -> str:
    """A name that every version of MLflow takes: `NDCG@100` is `NDCG_at_100`."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name.replace("@", "_at_"))


def _milliseconds(run: EvaluationRun) -> int:
    return int(run.made_at.timestamp() * 1000)


def _client(uri: str) -> Any:
    """Imported here, because it is optional and takes seconds."""
    os.environ.update(DEFAULTS | os.environ)
    try:
        from mlflow import MlflowClient
    except ImportError as error:
        raise NotTracked(
            f"MLflow cannot be imported ({error}); `pip install '{REQUIREMENT}'` adds it"
        ) from None
    return MlflowClient(tracking_uri=uri)


@contextmanager
def _plainly(uri: str) -> Iterator[None]:
    """Each kind of store raises kinds of its own; none of them may end an evaluation."""
    try:
        yield
    except NotTracked:
        raise
    except Exception as error:
        said = _one_line(str(error)) or type(error).__name__
        raise NotTracked(f"{_one_line(uri)} does not take it: {said}") from error


def _one_line(text: str) -> str:
    """Without the password of an address, and without the full stop."""
    return re.sub(r"://[^/@\s]*@", "://", " ".join(text.split())).rstrip(".")
