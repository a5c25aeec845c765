"""Hubness correction: similarities in which no band is near to everyone.

Each method turns a query's cosine to a band into a score, which rises with the cosine and falls
the more crowded the band's own surroundings are. The score decides who is found and in which
order; what a list shows stays the cosine (CONTRACT A7). V1 to V3 leave all of it off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Ids, Matrix, Nearest, Neighbours, Vector
from recommendations.reach.search import Catalogue, neighbour_lists

NONE = "none"
WIDTH = 32  # neighbours looked at first; doubled until the best are proven
LEAST = 1e-300  # a smaller chance is as good as none
EVEN = 1e-9  # a smaller distance or spread divides nothing

Rows = NDArray[np.intp]


class Correction(Protocol):
    """A method, fitted to the n bands of a catalogue; row n stands for a band it does not know."""

    def __call__(self, query: Vector, cosines: Vector, rows: Rows) -> Vector:
        """(d,) query, (m,) its cosines to the bands of (m,) rows -> (m,) scores, best highest."""
        ...


@dataclass(frozen=True)
class Crowding:
    """Cross-domain similarity local scaling, CSLS: Conneau et al., "Word translation without
    parallel data", ICLR 2018. With `weight` 1 it is localized centering: Hara et al.,
    "Localized centering: reducing hubness in large-sample data", AAAI 2015.

    crowding : (n + 1,) mean cosine of each band to its k nearest others. The query's own, the
    other half of CSLS, is the same for all bands and moves none.
    """

    crowding: Vector
    weight: float = 0.5

    def __call__(self, query: Vector, cosines: Vector, rows: Rows) -> Vector:
        return np.asarray(cosines - self.weight * self.crowding[rows])


@dataclass(frozen=True)
class LocalScaling:
    """NICDM: Jegou et al., "A contextual dissimilarity measure", CVPR 2007, in the form of
    Schnitzer, Flexer, Schedl and Widmer, "Local and global scaling reduce hubs in space",
    JMLR 13 (2012): the distance, divided by the root of the band's mean distance to its k
    nearest. The query's own mean is the same for all bands and moves none.

    roots : (n + 1,) those roots
    """

    roots: Vector

    def __call__(self, query: Vector, cosines: Vector, rows: Rows) -> Vector:
        return np.asarray((cosines - 1.0) / self.roots[rows])


@dataclass(frozen=True)
class MutualProximity:
    """Mutual proximity with independent normal distributions: Schnitzer et al., JMLR 13 (2012).

    The chance that a random band is farther from the query than this one, times the chance that
    it is farther from this one than the query; as a logarithm. A query's moments follow from
    the catalogue's: mean q.m, variance q.C.q.

    mean, covariance : (d,), (d, d) of the catalogue's vectors
    means, spreads : (n + 1,) of each band's cosines to all others
    """

    mean: Vector
    covariance: Matrix
    means: Vector
    spreads: Vector

    def __call__(self, query: Vector, cosines: Vector, rows: Rows) -> Vector:
        spread = max(sqrt(max(float(query @ self.covariance @ query), 0.0)), EVEN)
        from_query = (cosines - query @ self.mean) / spread
        from_band = (cosines - self.means[rows]) / self.spreads[rows]
        return _log_chance(from_query) + _log_chance(from_band)


CORRECTIONS = {
    "csls": "CSLS",
    "centering": "Localized centering",
    "nicdm": "NICDM",
    "mutual": "Mutual proximity",
}


class UnknownCorrection(ValueError):
    """No correction has that name."""


def fitted(name: str, catalogue: Catalogue, k: int = 10) -> Correction | None:
    """The method with that name for a catalogue; None for "none".

    Raises `UnknownCorrection`. A catalogue of k bands or fewer is fitted with as many as it has.
    """
    if name == NONE:
        return None
    if name not in CORRECTIONS:
        raise UnknownCorrection(f"{name!r} is none of {', '.join((NONE, *CORRECTIONS))}.")
    if name == "mutual":
        return _mutual(catalogue)
    near = crowding(catalogue, k)
    if name == "nicdm":
        return LocalScaling(_or_mean(np.sqrt(np.maximum(1.0 - near, EVEN))))
    return Crowding(_or_mean(near), weight=0.5 if name == "csls" else 1.0)


def crowding(catalogue: Catalogue, k: int) -> Vector:
    """(n,) mean cosine of each band to its k nearest others; 0 for a band that is alone."""
    n = len(catalogue.ids)
    nearest = min(k, n - 1)
    if nearest < 1:
        return np.zeros(n)
    vectors = catalogue.vectors.astype(np.float64)
    lists = neighbour_lists(catalogue, nearest)
    return np.array(
        [float(np.mean(vectors[near] @ vectors[row])) for row, near in enumerate(lists)]
    )


@dataclass(frozen=True)
class CorrectedNearest:
    """A search in which a correction decides who is found: any `Nearest`, looked at more widely.

    It asks for more neighbours until no band that was not looked at could have a better score,
    so the result is that of scoring every band. Similarities stay cosines; ties by band id.
    """

    nearest: Nearest
    correction: Correction
    ids: Ids  # rising; those that the correction was fitted to

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        """(q, d) unit queries -> the n best of each by score."""
        return [self._best(query, n) for query in np.asarray(queries, dtype=np.float64)]

    def _best(self, query: Vector, n: int) -> Neighbours:
        width = max(WIDTH, 2 * n)
        while True:
            (found,) = self.nearest(query[np.newaxis], width)
            scores = self.correction(query, found.similarities, self._rows(found.band_ids))
            best = np.lexsort((found.band_ids, -scores))[:n]
            if len(found.band_ids) < width or self._is_proven(query, found, scores[best]):
                return _only(found, best)
            width *= 2

    def _is_proven(self, query: Vector, found: Neighbours, best: Vector) -> bool:
        """Whether a band no nearer than the last one found can still be among the best."""
        everyone = np.arange(len(self.ids) + 1)
        last = np.full(len(everyone), found.similarities[-1])
        return not len(best) or float(self.correction(query, last, everyone).max()) < best[-1]

    def _rows(self, band_ids: Sequence[int] | Ids) -> Rows:
        places = np.searchsorted(self.ids, band_ids)
        held = self.ids[np.minimum(places, len(self.ids) - 1)] == band_ids
        return np.where(held, places, len(self.ids))


def _only(found: Neighbours, rows: Rows) -> Neighbours:
    return Neighbours(found.band_ids[rows], found.similarities[rows], found.vectors[rows])


def _mutual(catalogue: Catalogue) -> MutualProximity:
    vectors = catalogue.vectors.astype(np.float64)
    mean = vectors.mean(axis=0)
    covariance = np.cov(vectors, rowvar=False, bias=True)
    spreads = np.sqrt(np.maximum(np.vecdot(vectors @ covariance, vectors), 0.0))
    return MutualProximity(
        mean, covariance, _or_mean(vectors @ mean), _or_mean(np.maximum(spreads, EVEN))
    )


def _log_chance(deviations: Vector) -> Vector:
    """log P(Z < z) for standard normal Z."""
    chances = [0.5 * erfc(-z / sqrt(2.0)) for z in deviations.tolist()]
    return np.log(np.maximum(chances, LEAST))


def _or_mean(values: Vector) -> Vector:
    """With one more value, the mean, for a band that was not there."""
    return np.append(values, values.mean())
