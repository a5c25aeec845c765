"""Small worlds: bands whose answer is known, and random ones with every awkward case."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from recommendations.algorithms.nearest import ArrayNearest
from recommendations.algorithms.types import Ids, Matrix, Neighbours, Taste, Vector
from recommendations.algorithms.vectors import unit

ROCK, JAZZ, FOLK = 1, 2, 3


@dataclass(frozen=True)
class World:
    """Bands (n,) with vectors (n, d), the picks among them, perhaps a keyword vector (d,)."""

    ids: Ids
    vectors: Matrix
    picks: tuple[int, ...] = ()
    keyword: Vector | None = None

    def taste(self, order: Sequence[int] | None = None) -> Taste:
        ids = np.array(self.picks if order is None else order, dtype=np.int64)
        rows = [int(np.flatnonzero(self.ids == band_id)[0]) for band_id in ids]
        return Taste(ids, self.vectors[rows], self.keyword)

    def nearest(self) -> ArrayNearest:
        return ArrayNearest(self.ids, self.vectors, excluded=self.picks)

    @property
    def eligible(self) -> int:
        return len(self.ids) - len(set(self.picks))


class Watched:
    """A real search that remembers what it was asked."""

    def __init__(self, search: ArrayNearest) -> None:
        self.search = search
        self.calls: list[tuple[Matrix, int]] = []

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        self.calls.append((queries, n))
        return self.search(queries, n)


def genre(band_id: int) -> int:
    return band_id // 100


def genres(*picks: int, keyword: int | None = None) -> World:
    """Eight bands of each genre close round three axes: ids 101-108, 201-208, 301-308."""
    ids = np.array([100 * kind + number for kind in (1, 2, 3) for number in range(1, 9)])
    axes = np.eye(6)
    offsets = np.random.default_rng(7).normal(scale=0.1, size=(24, 6))
    direction = None if keyword is None else axes[keyword - 1]
    return World(ids, unit(axes[ids // 100 - 1] + offsets), picks, direction)


def on_circle(angles: dict[int, float]) -> tuple[Ids, Matrix]:
    """Bands in the plane at the given degrees."""
    turns = np.deg2rad(list(angles.values()))
    return np.array(list(angles)), np.column_stack([np.cos(turns), np.sin(turns)])


def rows(rng: np.random.Generator, kind: str, n: int, d: int) -> Matrix:
    """(n, d) unit rows of one kind."""
    if kind == "grid":  # many equal, opposite and equally near ones
        return unit(rng.integers(-1, 2, size=(n, d)) + np.eye(d)[0] * 1e-3)
    if kind == "twins":  # few distinct ones
        return unit(rng.normal(size=(3, d)))[rng.integers(0, 3, size=n)]
    centres = rng.normal(size=(4, d)) * (3 if kind == "clustered" else 0)
    return unit(centres[rng.integers(0, 4, size=n)] + rng.normal(size=(n, d)))


def random_world(
    seed: int, *, kind: str, n: int, d: int, picks: int, steered: bool, exact: bool = True
) -> World:
    rng = np.random.default_rng(seed)
    ids = rng.choice(10 * n + 10, size=n, replace=False).astype(np.int64)
    vectors = rows(rng, kind, n, d)
    vectors = vectors if exact else vectors.astype(np.float32)
    chosen = tuple(rng.choice(ids, size=min(picks, n), replace=False).tolist()) if n else ()
    return World(ids, vectors, chosen, rows(rng, kind, 1, d)[0] if steered else None)


def member(number: int) -> World:
    """Someone in a world like a catalogue: many bands, one to fourteen picks."""
    return random_world(
        1000 + number,
        kind=["clustered", "sphere"][number % 2],
        n=150,
        d=24,
        picks=1 + number % 14,
        steered=number % 5 > 0,
        exact=number % 3 > 0,
    )


def worlds(*, least_picks: int = 0, least_bands: int = 0) -> st.SearchStrategy[World]:
    return st.builds(
        random_world,
        st.integers(0, 2**32 - 1),
        kind=st.sampled_from(["sphere", "clustered", "grid", "twins"]),
        n=st.integers(least_bands, 24),
        d=st.integers(2, 6),
        picks=st.integers(least_picks, 10),
        steered=st.booleans(),
        exact=st.booleans(),
    )
