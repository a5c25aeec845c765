"""Which words of the vocabulary speak for a text, by what is stored already (CONTRACT S122)."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bands.models import BandKeyword, Keyword
from embeddings.models import BandVector, EmbeddingSpace, TextVector
from embeddings.services import keyword_fingerprint
from embeddings.vectors import NoDirection, placed

TIE = 12  # decimals; a smaller difference of two cosines is rounding
NEIGHBOURS = 30  # bands whose keywords are looked at
LEAST = 0.35  # of a suggestion's score; docs/keywords.md has the precision it stands for


@dataclass(frozen=True)
class NearKeyword:
    """A keyword and the cosine of its vector to the text's."""

    keyword_id: int
    keyword: str
    similarity: float


@dataclass(frozen=True)
class SuggestedKeyword:
    """A keyword that a text speaks for.

    `meaning` is the cosine of its vector and the text's; `company` the share, 0 to 1, of the
    nearest bands that carry it, the nearer ones counting more.
    """

    keyword_id: int
    keyword: str
    facet: str
    meaning: float
    company: float

    @property
    def similarity(self) -> float:
        return self.meaning + self.company


def suggested_keywords(
    *,
    space: EmbeddingSpace,
    vector: NDArray,
    n: int,
    without: Collection[str],
    band_id: int | None = None,
    least: float = LEAST,
) -> list[SuggestedKeyword]:
    """Up to `n` live keywords for a text by its (d,) unit vector of `space`, best first.

    By meaning and company together, which finds twice as many of a band's own words as the
    nearest vectors alone (docs/keywords.md). The band itself, `band_id`, is no neighbour of
    its own text. Four queries, no outside call.
    """
    live = {word.pk: word for word in Keyword.objects.live()}
    points = keyword_vectors(space=space, words={pk: word.keyword for pk, word in live.items()})
    if not points:
        return []
    ids = list(points)
    meaning = np.stack(list(points.values())) @ np.asarray(vector, dtype=np.float64)
    company = _company(space, vector, ids, band_id)
    found = [
        SuggestedKeyword(pk, live[pk].keyword, live[pk].facet, float(near), float(share))
        for pk, near, share in zip(ids, meaning, company, strict=True)
        if live[pk].keyword not in without and near + share >= least
    ]
    return sorted(found, key=lambda one: (-round(one.similarity, TIE), one.keyword_id))[:n]


def company(cosines: NDArray, carries: NDArray) -> NDArray[np.float64]:
    """(n,) cosines of n bands, (n, k) who carries which -> (k,) weighted shares, 0 to 1."""
    weights = np.maximum(cosines, 0.0) ** 2
    total = weights.sum()
    return weights @ carries / total if total else np.zeros(carries.shape[1])


def _company(
    space: EmbeddingSpace, vector: NDArray, keyword_ids: list[int], band_id: int | None
) -> NDArray[np.float64]:
    excluded = [] if band_id is None else [band_id]
    near = BandVector.objects.nearest(space.pk, np.array([vector]), NEIGHBOURS, excluded)
    row = {one.band_id: index for index, one in enumerate(near)}
    column = {pk: index for index, pk in enumerate(keyword_ids)}
    carries = np.zeros((len(row), len(column)))
    pairs = BandKeyword.objects.filter(band__in=row, keyword__in=column)
    for carrier, keyword_id in pairs.values_list("band_id", "keyword_id"):
        carries[row[carrier], column[keyword_id]] = 1.0
    return company(np.array([one.similarity for one in near]), carries)


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
