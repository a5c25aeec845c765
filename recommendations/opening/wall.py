"""Which bands a wall shows, and in which order: spread out at first, then near what was picked."""

import numpy as np

from recommendations.algorithms.types import Ids, Matrix, Vector

BALANCE = 0.6  # of MMR: how much nearness to the picks counts, the rest is being unlike the others


def spread(ids: Ids, vectors: Matrix, n: int) -> list[int]:
    """Up to `n` ids by farthest-point selection, ties by place.

    The first is the most typical band, each further one is the least like those before it.
    ids : (m,)   vectors : (m, d) unit rows
    """
    if not ids.size:
        return []
    typical = vectors @ vectors.mean(axis=0)
    return _greedy(ids, vectors, n, typical, first_alone=True)


def near_yet_spread(ids: Ids, vectors: Matrix, picks: Matrix, n: int) -> list[int]:
    """Up to `n` ids by maximal marginal relevance (MMR), ties by place.

    A band's relevance is its cosine to the nearest pick, its redundancy that to the nearest band
    before it. ids : (m,)   vectors : (m, d)   picks : (p, d), p > 0; unit rows
    """
    if not ids.size:
        return []
    return _greedy(ids, vectors, n, (vectors @ picks.T).max(axis=1))


def _greedy(
    ids: Ids, vectors: Matrix, n: int, worth: Vector, *, first_alone: bool = False
) -> list[int]:
    """One band after the other, the best of those left; `first_alone`: worth is for the first."""
    chosen: list[int] = []
    likeness = np.full(len(ids), -1.0)
    taken = np.zeros(len(ids), dtype=bool)
    for _place in range(min(n, len(ids))):
        if not chosen:
            scores = worth
        elif first_alone:
            scores = -likeness
        else:
            scores = BALANCE * worth - (1 - BALANCE) * likeness
        best = int(np.argmax(np.where(taken, -np.inf, scores)))
        chosen.append(int(ids[best]))
        taken[best] = True
        likeness = np.maximum(likeness, vectors @ vectors[best])
    return chosen
