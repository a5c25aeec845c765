"""Random search for a method's hyper-parameters on validation parts.

Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from recommendations.evaluation import hetrec
from recommendations.evaluation.protocols import held_to
from recommendations.evaluation.splits import SPLITS
from recommendations.learning.types import Method

METRIC = "NDCG@100"
SCALES = {"p1": 0.27, "p2": 0.41}  # about what good methods reach, so that both count alike
SEED = 7


@dataclass(frozen=True)
class Between:
    """A number drawn evenly between two, or evenly in its logarithm."""

    low: float
    high: float
    log: bool = False

    def drawn(self, rng: np.random.Generator) -> float:
        if self.log:
            return float(np.exp(rng.uniform(np.log(self.low), np.log(self.high))))
        return float(rng.uniform(self.low, self.high))


@dataclass(frozen=True)
class OneOf:
    values: tuple[int, ...]

    def drawn(self, rng: np.random.Generator) -> int:
        return int(rng.choice(self.values))


Ranges = Mapping[str, Between | OneOf]

FACTORISATION: Ranges = {
    "dimensions": OneOf((32, 64, 128)),
    "weighting.unobserved": Between(0.005, 0.1, log=True),
    "weighting.ridge": Between(0.002, 0.06, log=True),
}

# By the name in the registry: what is drawn, a dot leading into what a parameter is made of.
SEARCHED: dict[str, Ranges] = {
    "ials": FACTORISATION,
    "ials, tags": {
        **FACTORISATION,
        "tag_weight": Between(0.1, 1.0, log=True),
        "word_weight": Between(0.0, 1.0),
        "least_carriers": OneOf((3, 5, 10, 20)),
    },
    "svd": {"dimensions": OneOf((32, 64, 128)), "scaling": Between(0.0, 0.6)},
    "rp3beta": {
        "k": OneOf((100, 200, 500)),
        "alpha": Between(0.4, 1.4),
        "beta": Between(0.0, 0.7),
    },
    "item-knn": {
        "k": OneOf((100, 200, 500)),
        "shrink": Between(1.0, 100.0, log=True),
        "power": Between(0.2, 1.0),
    },
    "user-knn": {"k": OneOf((50, 100, 200, 400)), "power": Between(0.5, 3.0)},
    "gf-cf": {"dimensions": OneOf((64, 128, 256)), "ideal": Between(0.1, 1.5)},
    "ease": {"ridge": Between(50.0, 1000.0, log=True), "least_listeners": OneOf((2, 3, 5))},
    "tf-idf, popularity": {"popularity": Between(0.0, 0.8), "word_weight": Between(0.0, 1.5)},
}


@dataclass(frozen=True)
class Try:
    """Parameters that were drawn, NDCG@100 in each protocol, and their scaled sum."""

    method: Method
    figures: dict[str, float]
    total: float


def settings(method: Method, ranges: Ranges, *, draws: int, seed: int = SEED) -> list[Method]:
    """The method as it is, then `draws` of it with parameters drawn from the ranges."""
    rng = np.random.default_rng(seed)
    return [method, *(_with(method, ranges, rng) for _draw in range(draws))]


def tried(
    folder: Path, methods: Sequence[Method], protocols: Sequence[str] = tuple(SCALES)
) -> Iterator[Try]:
    """Each of the methods on the validation parts, one thread."""
    recorded = hetrec.read(folder)
    trials = {name: SPLITS[name](recorded, "validation") for name in protocols}
    with threadpool_limits(limits=1):
        for method in methods:
            outcomes = {name: held_to(method, trial) for name, trial in trials.items()}
            figures = {
                name: float(np.nanmean(outcome.by_listener[METRIC]))
                for name, outcome in outcomes.items()
            }
            total = sum(value / SCALES.get(name, 1.0) for name, value in figures.items())
            yield Try(method, figures, total)


def _with(method: Any, ranges: Ranges, rng: np.random.Generator) -> Any:
    for path, values in ranges.items():
        method = _replaced(method, path.split("."), values.drawn(rng))
    return method


def _replaced(whole: Any, path: Sequence[str], value: float) -> Any:
    first, *rest = path
    part = getattr(whole, first)
    assert not rest or is_dataclass(part)
    return replace(whole, **{first: _replaced(part, rest, value) if rest else value})
