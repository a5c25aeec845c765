"""Every algorithm by the name that settings, experiments and stored lists use (CONTRACT A11)."""

from recommendations.algorithms import ours, v1, v2, v3
from recommendations.algorithms.types import Algorithm

ALGORITHMS: dict[str, Algorithm] = {
    "v1": v1.recommend,
    "v2": v2.recommend,
    "v3": v3.recommend,
    "ours": ours.recommend,
}

LEARNED = frozenset({"ours"})  # look for bands in the learned space, where there is one


class UnknownAlgorithm(ValueError):
    """No algorithm has that name."""


def algorithm(name: str) -> Algorithm:
    """The algorithm called `name`. Raises `UnknownAlgorithm`."""
    try:
        return ALGORITHMS[name]
    except KeyError:
        raise UnknownAlgorithm(f"{name!r} is none of {', '.join(ALGORITHMS)}.") from None
