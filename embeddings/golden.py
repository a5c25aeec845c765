"""Score a space against the curators' golden pairs: which bands belong near each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR_SHARE = 0.10  # a near pair holds when one is in the nearest tenth of the other
FAR_SHARE = 0.25  # a far pair holds when neither is in the nearest quarter of the other


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
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
    def misses(self) -> list[Judged]:
        return [one for one in self.judged if not one.holds]


def score_pairs(vectors: Mapping[str, NDArray], pairs: Sequence[Pair]) -> Score:
    """Judge `pairs` by the unit `vectors` of a space; pairs without both vectors are left out."""
    keys = sorted(vectors)
    place = {key: index for index, key in enumerate(keys)}
    matrix = np.array([vectors[key] for key in keys], dtype=np.float64)
    known = [pair for pair in pairs if pair.a in place and pair.b in place]
    if not known:
        return Score((), len(keys), float("nan"))
    cosines = matrix @ matrix.T
    np.fill_diagonal(cosines, -np.inf)
    judged = tuple(_judge(pair, cosines, place[pair.a], place[pair.b]) for pair in known)
    return Score(judged, len(keys), _auc(judged))


def _judge(pair: Pair, cosines: NDArray, a: int, b: int) -> Judged:
    similarity = float(cosines[a, b])
    rank = 1 + int(min((cosines[a] > similarity).sum(), (cosines[b] > similarity).sum()))
    others = len(cosines) - 1
    holds = rank <= NEAR_SHARE * others if pair.near else rank > FAR_SHARE * others
    return Judged(pair, similarity, rank, bool(holds))


def _auc(judged: Sequence[Judged]) -> float:
    near = np.array([one.similarity for one in judged if one.pair.near])
    far = np.array([one.similarity for one in judged if not one.pair.near])
    if not len(near) or not len(far):
        return float("nan")
    wins = (near[:, None] > far[None, :]).mean() + 0.5 * (near[:, None] == far[None, :]).mean()
    return float(wins)
