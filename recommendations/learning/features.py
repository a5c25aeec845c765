"""Bands and keywords as points of one content space, from tags alone where there are no texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.learning.sparse import dense
from recommendations.learning.svd import right_vectors
from recommendations.learning.tfidf import weighted
from recommendations.learning.types import Factors, World


@dataclass(frozen=True)
class Features:
    """(b, d) and (k, d) unit rows; a row of zeros says nothing is known."""

    bands: Factors
    words: Factors


def features(world: World, dimensions: int) -> Features:
    """The texts' vectors where the world has them, else TF-IDF of the tags and their SVD."""
    if world.vectors is not None and world.word_vectors is not None:
        return Features(world.vectors, world.word_vectors)
    rows, weights = weighted(world.tags)
    axes = right_vectors(rows, dimensions)
    return Features(unit(dense(rows @ axes)), unit(axes * weights[:, np.newaxis]))


def unit(points: NDArray[np.floating]) -> Factors:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return (points / np.where(lengths > 0, lengths, 1)).astype(np.float32)
