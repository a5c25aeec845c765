"""One method through one protocol, as a process of its own does it."""

import resource
from dataclasses import replace
from pathlib import Path

from threadpoolctl import threadpool_limits

from recommendations.evaluation import hetrec
from recommendations.evaluation.protocols import Outcome, held_to
from recommendations.evaluation.splits import SPLITS, Part
from recommendations.learning.registry import METHODS


def measured(folder: Path, protocol: str, part: Part, name: str) -> Outcome:
    """One thread, so that every run gives the same digits."""
    with threadpool_limits(limits=1):
        trial = SPLITS[protocol](hetrec.read(folder), part)
        before = _peak_mb()
        outcome = held_to(METHODS[name], trial)
        return replace(outcome, memory_mb=_peak_mb() - before)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
