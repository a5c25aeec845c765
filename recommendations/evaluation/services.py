"""Measure methods, each in a process of its own, and keep what was found."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from recommendations.evaluation.bootstrap import interval
from recommendations.evaluation.hetrec import FILES
from recommendations.evaluation.measuring import measured
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.protocols import Outcome
from recommendations.evaluation.splits import Part


def outcomes(
    folder: Path, protocol: str, part: Part, methods: Sequence[str]
) -> Iterator[tuple[str, Outcome]]:
    """Each method's outcome as it comes. A process each, so that a peak of memory is its own."""
    for name in methods:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            yield name, pool.submit(measured, folder, protocol, part, name).result()


def keep(
    *,
    protocol: str,
    part: str,
    method: str,
    parameters: dict[str, Any],
    outcome: Outcome,
    data_fingerprint: str,
    code_version: str,
) -> EvaluationRun:
    """What could not be measured of a method is left out."""
    return EvaluationRun.objects.create(
        protocol=protocol,
        part=part,
        method=method,
        parameters=parameters,
        data_fingerprint=data_fingerprint,
        code_version=code_version,
        figures={
            key: asdict(interval(values))
            for key, values in outcome.by_listener.items()
            if not np.isnan(values).all()
        },
        of_lists={key: value for key, value in outcome.of_lists.items() if not np.isnan(value)},
        fit_seconds=outcome.fit_seconds,
        milliseconds=outcome.milliseconds,
        memory_mb=outcome.memory_mb,
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 over the files of the data, in their order."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
