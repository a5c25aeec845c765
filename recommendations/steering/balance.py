"""Two sliders over one pool of bands: the order is a sum that is linear in each of them. Pure.

So a list never moves against its slider, whatever the bands are (decision 0027).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Hit, Ids, Matrix, Neighbours, Vector

DEPTH = 0.5  # what the whole way from familiar to unfamiliar weighs, in cosines, at full depth
NEARLY_ONE = 0.95  # of keyword strength; beyond it the keywords outweigh all else already


@dataclass(frozen=True)
class Pool:
    """(n,) bands that the sliders choose from, by rising id; the same wherever the sliders are.

    base : what the algorithm thinks of each, such that its own list is the best of them
    keyword : cosine to the keywords' direction, zeros without keywords
    familiarity : 0 the least known to 1 the best known
    strength : t that the picks themselves ask for, None where there is nothing to weigh up
    """

    ids: Ids
    base: Vector
    keyword: Vector
    familiarity: Vector
    strength: float | None = None


def steered(pool: Pool, *, strength: float | None, depth: float, n: int) -> NDArray[np.intp]:
    """The rows of the `n` best, best first, ties by band id.

    strength : t in [0, 1], None for the picks' own; depth : -1 familiar to 1 hidden, 0 neither.
    """
    total = pool.base - DEPTH * depth * pool.familiarity
    if strength is not None and pool.strength is not None:
        total = total + (_weight(strength) - _weight(pool.strength)) * pool.keyword
    return np.lexsort((pool.ids, -total))[:n]


def _weight(t: float) -> float:
    """What the keywords weigh beside a taste that weighs one, in a mean of 1 - t and t."""
    return t / (1 - min(t, NEARLY_ONE))


@dataclass(frozen=True)
class Candidates:
    """ids : (n,) rising   vectors : (n, d) their rows"""

    ids: Ids
    vectors: Matrix


def candidates(found: Sequence[Neighbours]) -> Candidates:
    """What any of the searches found, each band once."""
    ids, rows = np.unique(np.concatenate([each.band_ids for each in found]), return_index=True)
    return Candidates(ids, np.concatenate([each.vectors for each in found])[rows])


def base_of(ids: Ids, similarities: Vector, hits: Sequence[Hit]) -> Vector:
    """(n,) cosines to the nearest adjusted taste -> what makes the algorithm's own list the best.

    Its bands keep their scores. All others lose what its rule of diversity gave up for them.
    """
    chosen = {hit.band_id: hit.score for hit in hits}
    is_chosen = np.isin(ids, list(chosen))
    if not chosen or is_chosen.all():
        return np.array([chosen.get(pk, 0.0) for pk in ids.tolist()])
    given_up = similarities[~is_chosen].max() - min(chosen.values())
    base = similarities - max(given_up, 0.0) - NOISE
    base[is_chosen] = [chosen[pk] for pk in ids[is_chosen].tolist()]
    return np.asarray(base)


NOISE = 1e-9  # so that the best of the others does not tie with the last of the list
