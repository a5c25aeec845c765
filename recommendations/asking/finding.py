"""Which bands fit what was understood: one direction to search along, and words beside it. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

SHORTEST = 1e-6  # a shorter vector has no direction
LEADING = 4.0  # 더 조용한 걸로 outweighs three keywords that were wanted before it


@dataclass(frozen=True)
class Weights:
    """How far each thing counts; chosen on the tuning part of the utterances.

    The first four weigh unit vectors within the direction. The next two are added to the cosine
    to it, each times a share between 0 and 1, and `akin` is taken from it. A wanted keyword counts
    1 among the wanted, and `LEADING` where it leads.
    """

    sentence: float = 0.4
    keywords: float = 1.0
    likes: float = 0.8
    unwanted: float = 0.5
    carried: float = 1.0  # the share of the wanted keywords that a band carries
    alike: float = 1.2  # the share of a liked band's keywords that it carries
    akin: float = 0.5  # from a band that carries what is akin to what is not wanted


@dataclass(frozen=True)
class Wish:
    """What is wished for, as unit vectors and keyword ids; None where nothing is said.

    wanted : keyword id -> how much it counts among the wanted, 1 or `LEADING`
    akin : ids of the keywords that are near to what is not wanted
    """

    sentence: Vector | None = None
    keywords: Vector | None = None
    likes: Vector | None = None
    unwanted: Vector | None = None
    wanted: Mapping[int, float] = field(default_factory=dict)
    akin: frozenset[int] = frozenset()
    liked: Mapping[int, frozenset[int]] = field(default_factory=dict)  # band id -> keyword ids


@dataclass(frozen=True)
class Fit:
    """A band that fits: `similarity` is its cosine to what was searched for."""

    band_id: int
    similarity: float
    score: float
    carried: frozenset[int]  # wanted keywords
    like: int | None  # the liked band that it shares most keywords with


def direction(wish: Wish, weights: Weights) -> Vector | None:
    """(d,) the unit vector toward what is wished and away from what is not (ruling O5)."""
    parts = (
        (wish.sentence, weights.sentence),
        (wish.keywords, weights.keywords),
        (wish.likes, weights.likes),
        (wish.unwanted, -weights.unwanted),
    )
    given = [weight * vector for vector, weight in parts if vector is not None]
    return unit_or_none(np.sum(given, axis=0)) if given else None


def unit_or_none(vector: Vector) -> Vector | None:
    """(d,) as a unit vector; None when it is too short to have a direction."""
    norm = float(np.linalg.norm(vector))
    return vector / norm if norm > SHORTEST else None


def best(
    wish: Wish,
    toward: Vector,
    vectors: Mapping[int, Vector],
    carried: Mapping[int, Collection[int]],
    weights: Weights,
    n: int,
) -> list[Fit]:
    """The `n` bands of `vectors` that fit best, ties by band id.

    vectors : band id -> unit vector, of bands that may be shown and no others
    carried : band id -> the ids of all its keywords
    """
    fits = [
        _fit(wish, band_id, float(toward @ vector), frozenset(carried.get(band_id, ())), weights)
        for band_id, vector in vectors.items()
    ]
    return sorted(fits, key=lambda fit: (-fit.score, fit.band_id))[:n]


def _fit(
    wish: Wish, band_id: int, similarity: float, words: frozenset[int], weights: Weights
) -> Fit:
    wanted = words & wish.wanted.keys()
    like, alike = _most_alike(wish.liked, words)
    score = similarity + weights.alike * alike
    if wish.wanted:
        share = sum(wish.wanted[pk] for pk in wanted) / sum(wish.wanted.values())
        score += weights.carried * share
    if words & wish.akin:
        score -= weights.akin
    return Fit(band_id, similarity, score, wanted, like)


def _most_alike(
    liked: Mapping[int, frozenset[int]], words: frozenset[int]
) -> tuple[int | None, float]:
    """(the liked band that shares most keywords, the mean share over all liked ones)."""
    if not liked:
        return None, 0.0
    shares = {band: len(own & words) / max(len(own), 1) for band, own in liked.items()}
    nearest = max(shares, key=lambda band: (shares[band], -band))
    return (nearest if shares[nearest] else None), sum(shares.values()) / len(shares)


def mean_or_none(vectors: Sequence[Vector], counts: Sequence[float] | None = None) -> Vector | None:
    """(d,) the unit mean of some (d,) vectors; None for none, or where they cancel out.

    counts : how much each of them counts; None: all alike
    """
    return unit_or_none(np.average(np.stack(vectors), axis=0, weights=counts)) if vectors else None


def nearest(sentence: Vector | None, vectors: Mapping[int, Vector]) -> float | None:
    """The best cosine of a band to the sentence itself; None where either is missing."""
    if sentence is None or not vectors:
        return None
    return max(float(sentence @ vector) for vector in vectors.values())
