"""Ask every method all questions of P4 in a space, and keep what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from time import perf_counter
from typing import Any

from threadpoolctl import threadpool_limits

from embeddings.models import EmbeddingSpace
from recommendations.algorithms.registry import ALGORITHMS, LEARNED
from recommendations.code_version import code_version
from recommendations.evaluation.catalogue import inputs
from recommendations.evaluation.catalogue.listers import Scored, Served
from recommendations.evaluation.catalogue.measuring import measured
from recommendations.evaluation.catalogue.questions import Exam
from recommendations.evaluation.protocols import Outcome
from recommendations.evaluation.services import keep
from recommendations.learning.fusing import Fusing
from recommendations.learning.registry import METHODS, TOP_K
from recommendations.reach.ground import Ground, TextGround, learned_ground

PROTOCOL = "p4"
FLOORS = ("random", "popularity", "tf-idf")
TASTES, SEED = 10_000, 42
MADE_BY = ("evaluation", "evaluation/catalogue", "learning", "algorithms", "reach")


def measure(
    *, space: EmbeddingSpace, tastes: int, seed: int, now: datetime
) -> Iterator[tuple[str, Outcome]]:
    """Each method's outcome in one space as it comes; it is kept as a run."""
    exam = inputs.load_exam(space, tastes=tastes, seed=seed, now=now)
    data = inputs.fingerprint(exam)
    for name, parameters, outcome in _outcomes(exam):
        keep(
            protocol=PROTOCOL,
            part="all",
            method=f"{name}, space {space.pk}",
            parameters={"space": space.name, "tastes": tastes, "seed": seed, **parameters},
            outcome=outcome,
            data_fingerprint=data,
            code_version=code_version(*MADE_BY),
        )
        yield name, outcome


def _outcomes(exam: Exam) -> Iterator[tuple[str, dict[str, Any], Outcome]]:
    """One thread, so that every run gives the same digits."""
    with threadpool_limits(limits=1):
        for name, recommend in ALGORITHMS.items():
            lister = Served(recommend, _ground(name, exam))
            yield name, _parameters(name), measured(lister, exam)
        for name in methods_for(len(exam.catalogue.ids)):
            began = perf_counter()
            lister = Scored(METHODS[name].fit(exam.world), exam.world)
            seconds = perf_counter() - began
            outcome = measured(lister, exam, retrieves=name not in TOP_K)
            yield name, asdict(METHODS[name]), replace(outcome, fit_seconds=seconds)


def _ground(name: str, exam: Exam) -> Ground:
    """The text space, or what a training would make of it now."""
    if name in LEARNED:
        return learned_ground(exam.catalogue, exam.world, Fusing())
    return TextGround(exam.catalogue)


def _parameters(name: str) -> dict[str, Any]:
    return asdict(Fusing()) if name in LEARNED else {}


def methods_for(n_bands: int) -> Sequence[str]:
    """The floors, and Top-K where there are more than k bands."""
    return [*FLOORS, *(name for name, method in TOP_K.items() if method.k < n_bands)]
