"""The rows of a learned space: what the texts say, and beside it what was learnt.

A band's row is the unit concatenation of weighted unit parts, so that a cosine of two rows is the
weighted mean of the parts' cosines (late fusion of modalities: Snoek et al., ACM MM 2005). A part
that a band does not have is zero, and the others count for more: a band that nobody has listened
to and that has no keyword is its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from embeddings.learned.layout import Layout, correcting
from recommendations.learning.features import unit
from recommendations.learning.ials import Ials, Weighting
from recommendations.learning.sparse import dense
from recommendations.learning.svd import right_vectors
from recommendations.learning.tfidf import weighted
from recommendations.learning.types import Factors, World

Points = NDArray[np.float64]

NEIGHBOURS = 10  # that tell how crowded a band's surroundings are
MOST_CROWDED = 0.9
AT_ONCE = 512  # bands whose neighbours are looked for in one product


@dataclass(frozen=True)
class Fusing:
    """How much each part counts, and how strongly hubs are held back (`embeddings.learned`).

    doubt : at so many listeners what was learnt of a band counts half
    by_keywords : and with none of them so much, where the band has keywords that others share:
        the factors of those stand in for its own
    """

    text: float = 0.4
    keywords: float = 0.2
    listens: float = 0.4
    against_hubs: float = 0.3
    keyword_dimensions: int = 32
    doubt: float = 20.0
    by_keywords: float = 0.3
    method: Ials = field(
        default=Ials(
            dimensions=64, weighting=Weighting(0.02, 0.0078), tag_weight=0.4, word_weight=0.5
        )
    )


@dataclass(frozen=True)
class Parts:
    """(n, d) the points before the correction of hubness, (n,) how crowded each is.

    text, text_share : how many of the d are the text's, and its weight among the parts
    """

    points: Points
    crowding: NDArray[np.float64]
    text: int
    text_share: float


def learnt(text: Factors, world: World, fusing: Fusing) -> tuple[Layout, Points]:
    """(n, d) unit rows of a text space -> the learned space over it: its layout and n rows."""
    return laid_out(fused(text, world, fusing), fusing.against_hubs)


def laid_out(parts: Parts, against_hubs: float) -> tuple[Layout, Points]:
    """Where hubs are not held back at all (0), how crowded a band stands counts for nothing."""
    crowded = parts.crowding if against_hubs else np.zeros_like(parts.crowding)
    rows = correcting(parts.points, crowded)
    newcomer = float(np.median(crowded))
    return Layout(parts.text, rows.shape[1], parts.text_share, against_hubs, newcomer), rows


def fused(text: Factors, world: World, fusing: Fusing) -> Parts:
    """(n, d) unit rows of the texts and what is known beside them, band by band."""
    parts = [(fusing.text, np.asarray(text, dtype=np.float64))]
    if world.tags.nnz:
        parts.append((fusing.keywords, keyword_part(world.tags, fusing.keyword_dimensions)))
    if world.listens.nnz:
        parts.append((fusing.listens, listening_part(world, fusing)))
    points = concatenated(parts)
    share = fusing.text / sum(weight for weight, _ in parts)
    return Parts(points, crowding(points), text.shape[1], share)


def concatenated(parts: Sequence[tuple[float, Points]]) -> Points:
    """Weights and (n, d_p) unit or zero rows -> (n, sum of d_p) unit rows."""
    return np.asarray(
        unit(np.hstack([np.sqrt(weight) * rows for weight, rows in parts])), dtype=np.float64
    )


def keyword_part(tags: csr_array, dimensions: int) -> Points:
    """(n, k) how often each band carries each keyword -> unit rows of their TF-IDF."""
    rows, _weights = weighted(tags)
    if min(rows.shape) <= dimensions:
        return np.asarray(dense(rows), dtype=np.float64)
    return np.asarray(unit(dense(rows @ right_vectors(rows, dimensions))), dtype=np.float64)


def listening_part(world: World, fusing: Fusing) -> Points:
    """Factors of the bands, the mean of those that somebody listens to taken away, as long as they
    are sure: n / (n + doubt) of the part's weight with n listeners, and `by_keywords` at least for
    a band whose keywords say where it belongs."""
    listeners = np.asarray(world.listens.sum(axis=0), dtype=np.float64).ravel()
    is_told = np.asarray(world.tags.sum(axis=1)).ravel() > 0
    factors = fusing.method.fit(world).bands
    directions = unit(factors - factors[listeners > 0].mean(axis=0))
    sure = np.maximum(listeners / (listeners + fusing.doubt), fusing.by_keywords * is_told)
    return np.asarray(directions * np.sqrt(sure)[:, np.newaxis], dtype=np.float64)


def crowding(points: Points) -> NDArray[np.float64]:
    """(n, d) unit rows -> (n,) mean cosine of each to its nearest others, from 0 to .9, above
    that of the band that stands most alone: what all share moves none."""
    nearest = min(NEIGHBOURS, len(points) - 1)
    if nearest < 1:
        return np.zeros(len(points))
    result = np.empty(len(points))
    for start in range(0, len(points), AT_ONCE):
        rows = np.arange(start, min(start + AT_ONCE, len(points)))
        cosines = points[rows] @ points.T
        cosines[np.arange(len(rows)), rows] = -np.inf
        result[rows] = np.partition(cosines, -nearest, axis=1)[:, -nearest:].mean(axis=1)
    return np.asarray(np.clip(result - result.min(initial=1.0), 0.0, MOST_CROWDED))
