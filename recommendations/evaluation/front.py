"""Accuracy against reach, as a chart for the documentation."""

from collections.abc import Mapping

from config.plots import Dot, Words, scatter
from config.plots.alone import standing_alone
from recommendations.evaluation.bootstrap import interval
from recommendations.evaluation.protocols import Outcome


def front(outcomes: Mapping[str, Outcome], title: str) -> str:
    """An SVG document: how far lists reach, and how right they are."""
    words = Words(
        name="front",
        title=title,
        description="Coverage of the first ten places and NDCG@100 of each method.",
        x="coverage@10",
        y="NDCG@100",
    )
    dots = [
        Dot(
            outcome.of_lists["coverage@10"],
            interval(outcome.by_listener["NDCG@100"]).mean,
            name,
            is_named=True,
        )
        for name, outcome in outcomes.items()
    ]
    best_first = sorted(dots, key=lambda dot: -dot.y)  # who is right is named where names collide
    return standing_alone(str(scatter(words, best_first)))
