"""Score a space against the curators' golden pairs: which bands belong near each other."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR_SHARE = 0.10  # a near pair holds when one is in the nearest tenth of the other
FAR_SHARE = 0.25  # a far pair holds when neither is in the nearest quarter of the other


@dataclass(frozen=True)
class Pair:
    """What a curator says of two bands; `a` and `b` are keys of the vectors."""

    a: Hashable
    b: Hashable
    near: bool
    why: str = ""


@dataclass(frozen=True)
class Judged:
    """A pair with its cosine and the better of its two ranks (1 is the nearest)."""

    pair: Pair
    similarity: float
    rank: int
    holds: bool


@dataclass(frozen=True)
class Score:
    judged: tuple[Judged, ...]
    n_bands: int
    auc: float  # chance that a near pair has the higher cosine of a near and a far one

    def share(self, *, near: bool) -> float:
        some = [one.holds for one in self.judged if one.pair.near is near]
        return float(np.mean(some)) if some else float("nan")

    @property
    def held(self) -> float:
        """The share of all judged pairs that hold; NaN when none could be judged."""
        some = [one.holds for one in self.judged]
        return float(np.mean(some)) if some else float("nan")

    @property
    def misses(self) -> list[Judged]:
        return [one for one in self.judged if not one.holds]


def score_pairs(vectors: Mapping[Hashable, NDArray], pairs: Sequence[Pair]) -> Score:
    """Judge `pairs` by the unit `vectors` of a space; pairs without both vectors are left out.

    Cosines are computed for the bands of the pairs alone: 20,000 bands are no reason to fear it.
    """
    place = {key: index for index, key in enumerate(vectors)}
    known = [pair for pair in pairs if pair.a in place and pair.b in place]
    if not known:
        return Score((), len(place), float("nan"))
    matrix = np.array(list(vectors.values()), dtype=np.float32)
    involved = sorted({place[key] for pair in known for key in (pair.a, pair.b)})
    cosines = dict(zip(involved, matrix[involved] @ matrix.T, strict=True))
    for index, row in cosines.items():
        row[index] = -np.inf
    judged = tuple(_judge(pair, cosines, place[pair.a], place[pair.b]) for pair in known)
    return Score(judged, len(place), _auc(judged))


def _judge(pair: Pair, cosines: Mapping[int, NDArray], a: int, b: int) -> Judged:
    from_a, from_b = cosines[a], cosines[b]
    rank = 1 + int(min((from_a > from_a[b]).sum(), (from_b > from_b[a]).sum()))
    others = len(from_a) - 1
    holds = rank <= NEAR_SHARE * others if pair.near else rank > FAR_SHARE * others
    return Judged(pair, float(from_a[b]), rank, bool(holds))


def _auc(judged: Sequence[Judged]) -> float:
    near = np.array([one.similarity for one in judged if one.pair.near])
    far = np.array([one.similarity for one in judged if not one.pair.near])
    if not len(near) or not len(far):
        return float("nan")
    wins = (near[:, None] > far[None, :]).mean() + 0.5 * (near[:, None] == far[None, :]).mean()
    return float(wins)
