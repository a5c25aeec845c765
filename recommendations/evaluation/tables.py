"""Outcomes as Markdown tables, the figures of one protocol below each other."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation.bootstrap import interval, paired
from recommendations.evaluation.protocols import Outcome

WITH_INTERVAL = ("NDCG@10", "NDCG@100", "recall@20")
NUMBERS = {"k-occurrence skew@10": 1, "novelty@10, bits": 2, "listeners@10": 0}


def table(outcomes: Mapping[str, Outcome]) -> str:
    """A row a method; means over listeners, the main ones with their 95 % intervals."""
    first = next(iter(outcomes.values()))
    columns = [*first.by_listener, *first.of_lists]
    header = ["method", *columns, "fit s", "ms a listener", "memory MB"]
    return markdown(header, [_row(name, outcome) for name, outcome in outcomes.items()])


def differences(outcomes: Mapping[str, Outcome], baseline: str, metric: str = "NDCG@100") -> str:
    """How far each method is above the baseline over the same listeners, with its interval."""
    base = outcomes[baseline].by_listener[metric]
    rows = []
    for name, outcome in outcomes.items():
        if name != baseline:
            over = paired(outcome.by_listener[metric], base)
            share = over.mean / interval(base).mean
            rows.append([name, f"{over.mean:+.4f}", f"{over.low:+.4f}", f"{over.high:+.4f}"])
            rows[-1].append(f"{share:+.1%}")
    return markdown([f"{metric} against {baseline}", "difference", "low", "high", "share"], rows)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


def _row(name: str, outcome: Outcome) -> list[str]:
    means = [_with_interval(metric, values) for metric, values in outcome.by_listener.items()]
    wholes = [f"{value:.{NUMBERS.get(key, 4)}f}" for key, value in outcome.of_lists.items()]
    cost = [f"{outcome.fit_seconds:.1f}", f"{outcome.milliseconds:.1f}", f"{outcome.memory_mb:.0f}"]
    return [name, *means, *wholes, *cost]


def _with_interval(metric: str, values: NDArray[np.float64]) -> str:
    found = interval(values)
    if metric in WITH_INTERVAL:
        return f"{found.mean:.4f} ({found.low:.3f}-{found.high:.3f})"
    return f"{found.mean:.4f}"
