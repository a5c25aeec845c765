"""Bands that lie in clusters, and members with a few tastes; the same ones in every run."""

import numpy as np
from numpy.typing import NDArray

SEED = 20
NOISE = 1.0  # two bands of a cluster then have a cosine of about 1 / (1 + NOISE ** 2)
TASTES = 3  # clusters that a member picks from


def clustered(count: int, dimensions: int, clusters: int) -> NDArray[np.float32]:
    """(count, dimensions) unit rows; row i belongs to cluster i % clusters."""
    random = np.random.default_rng(SEED)
    centres = _units(random.standard_normal((clusters, dimensions), dtype=np.float32))
    rows = random.standard_normal((count, dimensions), dtype=np.float32)
    rows *= np.float32(NOISE / np.sqrt(dimensions))
    rows += centres[np.arange(count) % clusters]
    return _units(rows)


def tastes(members: int, bands: int, clusters: int, picks: int) -> list[list[int]]:
    """For each member the row numbers of `picks` different bands, from a few clusters."""
    random = np.random.default_rng(SEED + 1)
    of_cluster = [np.arange(first, bands, clusters) for first in range(min(clusters, bands))]
    chosen = []
    for _ in range(members):
        liked = random.choice(len(of_cluster), size=min(TASTES, len(of_cluster)), replace=False)
        pool = np.concatenate([of_cluster[cluster] for cluster in liked])
        picked = random.choice(pool, size=min(picks, len(pool)), replace=False)
        chosen.append(sorted(picked.tolist()))
    return chosen


def words(members: int, vocabulary: int, keywords: int) -> list[list[int]]:
    """For each member the numbers of `keywords` different words."""
    random = np.random.default_rng(SEED + 2)
    return [
        sorted(random.choice(vocabulary, size=min(keywords, vocabulary), replace=False).tolist())
        for _ in range(members)
    ]


def _units(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
