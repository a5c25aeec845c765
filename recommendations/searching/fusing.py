"""Several rankings to one by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

K = 60  # how little the first places count for more than the next; the paper's value


def fused(rankings: Iterable[Sequence[int]], k: int = K) -> list[tuple[int, float]]:
    """(id, score) best first, ties by id: the sum of 1 / (k + place) over the rankings.

    rankings : ids, the best first; places are counted from 1
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for place, one in enumerate(ranking, start=1):
            scores[one] += 1 / (k + place)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
