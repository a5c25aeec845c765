"""Matrix factorisation of implicit feedback by alternating least squares, tags as further rows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from recommendations.learning.types import Scores, Tastes, World

AT_ONCE = 2_000_000  # numbers in one batch of equations: 16 MB

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Weighting:
    """The loss of iALS: sum over what is observed of w (1 - x.y)^2, over everything of
    `unobserved` (x.y)^2, and of each row ridge * (its weights + unobserved * columns) ** power
    times |x|^2.

    Hu, Koren and Volinsky, ICDM 2008; the scaled ridge is that of Rendle, Krichene, Zhang and
    Koren, "Revisiting the performance of iALS on item recommendation benchmarks", RecSys 2022.
    """

    unobserved: float = 0.02
    ridge: float = 0.03
    power: float = 1.0

    def ridges(self, observed: Vector, columns: int) -> Vector:
        """(n,) sums of a row's weights -> (n,) how strongly each row is held near 0."""
        return self.ridge * (observed + self.unobserved * columns) ** self.power


def solved(rows: csr_array, other: Matrix, weighting: Weighting) -> Matrix:
    """(n, m) positive weights and (m, d) factors -> (n, d) factors of the rows, exactly.

    Everything is done in the axes of the factors' own spread: there what all rows share, the
    unobserved part, is a diagonal. Rows with as many entries are solved together; an empty row
    is 0.
    """
    spread, axes = np.linalg.eigh(weighting.unobserved * (other.T @ other))
    turned = other @ axes
    counts = np.diff(rows.indptr)
    ridges = weighting.ridges(np.asarray(rows.sum(axis=1), dtype=np.float64).ravel(), len(other))
    result = np.zeros((rows.shape[0], other.shape[1]))
    for entries in np.unique(counts[counts > 0]).tolist():
        for members in _batches(np.flatnonzero(counts == entries), entries * len(axes)):
            places = rows.indptr[members][:, np.newaxis] + np.arange(entries)
            weights = rows.data[places].astype(np.float64)
            shared = spread + ridges[members, np.newaxis]
            result[members] = _together(shared, turned[rows.indices[places]], weights)
    return np.asarray(result @ axes.T)


def _batches(members: NDArray[np.intp], numbers: int) -> Iterator[NDArray[np.intp]]:
    size = max(1, AT_ONCE // numbers)
    return (members[start : start + size] for start in range(0, len(members), size))


def _together(shared: Matrix, observed: Matrix, weights: Matrix) -> Matrix:
    """(g, d), (g, n, d), (g, n) -> (g, d): (diag(shared) + X'WX)^-1 X'W1 of each of the g rows.

    With fewer entries than dimensions by the Woodbury identity.
    """
    if observed.shape[1] >= observed.shape[2]:
        weighted = observed * weights[:, :, np.newaxis]
        left = _diagonals(shared) + weighted.transpose(0, 2, 1) @ observed
        return _solution(left, weighted.sum(axis=1))
    lighter = observed / shared[:, np.newaxis]
    inner = lighter @ observed.transpose(0, 2, 1) + _diagonals(1.0 / weights)
    shares = _solution(inner, np.ones_like(weights))
    return np.asarray(np.einsum("gnd,gn->gd", lighter, shares))


def _solution(left: Matrix, right: Matrix) -> Matrix:
    return np.asarray(np.linalg.solve(left, right[:, :, np.newaxis])[:, :, 0])


def _diagonals(values: Matrix) -> Matrix:
    result = np.zeros((*values.shape, values.shape[1]))
    result[:, np.arange(values.shape[1]), np.arange(values.shape[1])] = values
    return result


def factorised(
    rows: csr_array, weighting: Weighting, *, dimensions: int, sweeps: int, seed: int
) -> tuple[Matrix, Matrix]:
    """(n, m) -> (n, d) and (m, d) factors after `sweeps` passes from a seeded start."""
    rng = np.random.default_rng(seed)
    columns = rng.standard_normal((rows.shape[1], dimensions)) * 0.1 / np.sqrt(dimensions)
    turned = csr_array(rows.T)
    for _sweep in range(sweeps):
        left = solved(rows, columns, weighting)
        columns = solved(turned, left, weighting)
    return left, columns


@dataclass(frozen=True)
class FoldIn:
    """(b, d) factors of bands and (k, d) of keywords, both as columns that a listener may have.

    A new listener is solved for from the picks and, weighted by `word_weight`, the keywords.
    """

    bands: Matrix
    words: Matrix
    weighting: Weighting
    word_weight: float

    def listeners(self, tastes: Tastes) -> Matrix:
        """(q, d)"""
        shown = with_words(tastes.picks, tastes.words, self.word_weight)
        columns = np.vstack([self.bands, self.words]) if self.word_weight else self.bands
        return solved(shown, columns, self.weighting)

    def scores(self, tastes: Tastes) -> Scores:
        return np.asarray(self.listeners(tastes) @ self.bands.T, dtype=np.float32)


def with_words(bands: csr_array, words: csr_array, weight: float) -> csr_array:
    """(n, b) and (n, k) -> (n, b + k), or the bands alone without a weight."""
    if not weight:
        return bands
    return csr_array(hstack([bands, words * np.float32(weight)]), dtype=np.float32)


@dataclass(frozen=True)
class Ials:
    """iALS over listens, and over what else is known as more of the same matrix.

    tag_weight  : keywords are further rows, tag_weight * ln(1 + count) at the bands that carry
                  them, as if each keyword were a listener of its bands
    word_weight : keywords are further columns too, word_weight where a listener chose them
    """

    dimensions: int = 64
    sweeps: int = 8
    seed: int = 42
    weighting: Weighting = Weighting()
    tag_weight: float = 0.0
    word_weight: float = 0.0
    least_carriers: int = 5

    def fit(self, world: World) -> FoldIn:
        listeners = with_words(world.listens, world.words, self.word_weight)
        rows = csr_array(vstack([listeners, self._tag_rows(world)]), dtype=np.float32)
        options = {"dimensions": self.dimensions, "sweeps": self.sweeps, "seed": self.seed}
        _left, columns = factorised(rows, self.weighting, **options)
        bands, words = columns[: world.n_bands], columns[world.n_bands :]
        return FoldIn(bands, words, self.weighting, self.word_weight)

    def _tag_rows(self, world: World) -> csr_array:
        carriers = np.bincount(world.tags.indices, minlength=world.tags.shape[1])
        used = np.flatnonzero((carriers >= self.least_carriers) & (self.tag_weight > 0))
        rows = csr_array(world.tags.T, dtype=np.float32)[used]
        rows.data = np.float32(self.tag_weight) * np.log1p(rows.data)
        themselves = csr_array((len(used), world.tags.shape[1]), dtype=np.float32)
        return with_words(rows, themselves, self.word_weight)
