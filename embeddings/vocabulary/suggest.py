"""Which words of the vocabulary lie nearest to a text, by vectors that are stored already."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bands.models import Keyword
from embeddings.models import EmbeddingSpace, TextVector
from embeddings.services import keyword_fingerprint
from embeddings.vectors import NoDirection, placed

TIE = 12  # decimals; a smaller difference of two cosines is rounding


@dataclass(frozen=True)
class NearKeyword:
    """A keyword and the cosine of its vector to the text's."""

    keyword_id: int
    keyword: str
    similarity: float


def nearest_keywords(
    *, space: EmbeddingSpace, vector: NDArray, n: int, without: Collection[str]
) -> list[NearKeyword]:
    """The `n` live keywords nearest to a (d,) unit vector of `space`, best first, ties by id.

    `without` are keywords that need no suggesting. One that has no vector yet is left out:
    the sweep embeds it, and nothing is asked of a provider here. Two queries.
    """
    words = dict(Keyword.objects.live().exclude(keyword__in=without).values_list("pk", "keyword"))
    points = keyword_vectors(space=space, words=words)
    if not points:
        return []
    ids = np.fromiter(points, dtype=np.int64, count=len(points))
    cosines = np.stack(list(points.values())) @ np.asarray(vector, dtype=np.float64)
    best = np.lexsort((ids, -cosines.round(TIE)))[:n]
    return [NearKeyword(int(ids[at]), words[int(ids[at])], float(cosines[at])) for at in best]


def keyword_vectors(
    *, space: EmbeddingSpace, words: dict[int, str]
) -> dict[int, NDArray[np.float64]]:
    """keyword id -> its (d,) unit vector in `space`, for those of `words` that have one."""
    names = {pk: keyword_fingerprint([word]) for pk, word in words.items()}
    stored = TextVector.objects.arrays(space.model_key, set(names.values()))
    known = {pk: stored[name] for pk, name in names.items() if name in stored}
    points = {pk: _point(raw, space) for pk, raw in known.items()}
    return {pk: point for pk, point in points.items() if point is not None}


def _point(raw: NDArray, space: EmbeddingSpace) -> NDArray[np.float64] | None:
    try:
        return placed(raw, space.centre_array, space.dimensions)
    except NoDirection:
        return None
