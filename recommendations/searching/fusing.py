"""Several rankings to one by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from math import log

K = 60  # how little the first places count for more than the next; the paper's value


def fused(
    rankings: Iterable[Sequence[int]], weights: Sequence[float] = (), k: int = K
) -> list[tuple[int, float]]:
    """(id, score) best first, ties by id: the sum of weight / (k + place) over the rankings.

    rankings : ids, the best first; places are counted from 1
    weights : one for each ranking; 1 each where there are none
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking, weight in zip(rankings, chain(weights, repeat(1.0)), strict=False):
        for place, one in enumerate(ranking, start=1):
            scores[one] += weight / (k + place)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def weighed(has: Mapping[int, Collection[Hashable]], *, total: int) -> dict[int, float]:
    """id -> the sum of ln(total / how many have it) over the things that it has.

    Rounded, so that equal sums are equal in whatever order they were added.
    """
    owners = Counter(thing for things in has.values() for thing in things)
    return {
        one: round(sum(log(total / owners[thing]) for thing in things), 9)
        for one, things in has.items()
    }
