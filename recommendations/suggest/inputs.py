"""Rows to arrays: what a member chose, and the vectors of it."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.conf import settings
from django.db import connection

from embeddings.models import BandVector, EmbeddingSpace, LearnedSpace, LearnedVector
from embeddings.querysets import Serving
from embeddings.services import KeywordDirection, keyword_direction
from embeddings.text import registry as embedders
from members.querysets import EXCLUDING
from recommendations.algorithms import registry
from recommendations.algorithms.types import Matrix, Neighbours, Taste
from recommendations.suggest.refusals import CatalogueNotReady


@dataclass(frozen=True)
class Inputs:
    """What a list is made of; every tuple is in id order."""

    band_ids: tuple[int, ...]
    keyword_ids: tuple[int, ...]
    keywords: tuple[str, ...]
    blocked_ids: tuple[int, ...]

    @property
    def fingerprint(self) -> str:
        """Equal for equal inputs: how a stored list knows whether it is stale."""
        ids = [self.band_ids, self.keyword_ids, self.blocked_ids]
        return hashlib.sha256(json.dumps(ids).encode()).hexdigest()

    @property
    def excluded_ids(self) -> tuple[int, ...]:
        """Never recommended: the picks and what the member's feedback blocks (CONTRACT A1)."""
        return (*self.band_ids, *self.blocked_ids)


# One statement in SQL: it runs twice in every update, and building it took longer than it did.
CHOSEN = f"""
SELECT 'band', pick.band_id, '' FROM member_band AS pick
JOIN band ON band.id = pick.band_id AND band.is_published AND band.deleted_at IS NULL
WHERE pick.member_id = %(member)s
UNION ALL
SELECT 'keyword', pick.keyword_id, keyword.keyword FROM member_keyword AS pick
JOIN keyword ON keyword.id = pick.keyword_id AND keyword.deleted_at IS NULL
WHERE pick.member_id = %(member)s
UNION ALL
SELECT 'block', band_id, '' FROM member_feedback
WHERE member_id = %(member)s AND {EXCLUDING}
ORDER BY 1, 2
"""


def load_inputs(*, member_id: int, now: datetime) -> Inputs:
    """Picks, keywords and blocks of a member at a moment, each in id order."""
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN, {"member": member_id, "now": now})
        rows = cursor.fetchall()
    return Inputs(
        band_ids=tuple(pk for kind, pk, _ in rows if kind == "band"),
        keyword_ids=tuple(pk for kind, pk, _ in rows if kind == "keyword"),
        keywords=tuple(word for kind, _, word in rows if kind == "keyword"),
        blocked_ids=tuple(pk for kind, pk, _ in rows if kind == "block"),
    )


def load_taste(
    *, inputs: Inputs, space: EmbeddingSpace, now: datetime, may_call: bool = True
) -> tuple[Taste, tuple[str, ...]]:
    """The member's picks and keywords as vectors of `space`, and what fell short."""
    stored = BandVector.objects.arrays(space.pk, inputs.band_ids)
    direction = _keyword_direction(inputs, space, now, may_call)
    ids = np.fromiter(stored, dtype=np.int64, count=len(stored))
    bands = np.array(list(stored.values()), dtype=np.float64).reshape(-1, space.dimensions)
    short = () if len(stored) == len(inputs.band_ids) else ("picks_without_vector",)
    return Taste(ids, bands, direction.vector), (*short, *direction.degraded)


@dataclass(frozen=True)
class Surroundings:
    """A taste, the search for its algorithm, and what fell short."""

    taste: Taste
    nearest: "NearestInSpace | NearestInLearned"
    degraded: tuple[str, ...]

    def hash_on(self, standing: str) -> str:
        """Equal where a list of the same picks had the same vectors to choose from.

        standing : that of the text space's bands, read before the search
        """
        digest = hashlib.sha256(f"{standing} {self.nearest.where}".encode())
        digest.update(self.taste.band_ids.tobytes() + self.taste.bands.tobytes())
        digest.update(b"" if self.taste.keyword is None else self.taste.keyword.tobytes())
        return digest.hexdigest()


def serving_now() -> Serving:
    """Raises `CatalogueNotReady` before there is a space."""
    serving = EmbeddingSpace.objects.serving()
    if serving is None:
        raise CatalogueNotReady(retry_after=5)
    return serving


def surroundings(
    algorithm: str, *, inputs: Inputs, serving: Serving, now: datetime, may_call: bool = True
) -> Surroundings:
    """Where this algorithm looks; in the text space, and said so, where nothing was learnt.

    may_call : whether a provider may be asked for the keywords' vector (CONTRACT A8)
    """
    if algorithm not in registry.LEARNED:
        return _in_text_space(inputs, serving.space, now, may_call)
    if serving.learned is None:
        plain = _in_text_space(inputs, serving.space, now, may_call)
        return replace(plain, degraded=(*plain.degraded, "texts_only"))
    return _in_learned(serving.learned, inputs, serving.space, now, may_call)


def _in_text_space(
    inputs: Inputs, space: EmbeddingSpace, now: datetime, may_call: bool
) -> Surroundings:
    taste, degraded = load_taste(inputs=inputs, space=space, now=now, may_call=may_call)
    return Surroundings(taste, NearestInSpace(space, inputs.excluded_ids), degraded)


def _in_learned(
    learned: LearnedSpace, inputs: Inputs, space: EmbeddingSpace, now: datetime, may_call: bool
) -> Surroundings:
    stored, carriers = LearnedVector.objects.arrays_and_carriers(
        learned, inputs.band_ids, inputs.keyword_ids
    )
    layout = learned.layout
    rows = np.array(list(stored.values()), dtype=np.float64).reshape(-1, layout.dimensions)
    direction = _keyword_direction(inputs, space, now, may_call)
    keyword = layout.keyword(direction.vector, carriers)
    ids = np.fromiter(stored, dtype=np.int64, count=len(stored))
    short = () if len(stored) == len(inputs.band_ids) else ("picks_without_vector",)
    return Surroundings(
        Taste(ids, layout.queries(rows), keyword),
        NearestInLearned(learned, inputs.excluded_ids),
        (*short, *direction.degraded),
    )


def _keyword_direction(
    inputs: Inputs, space: EmbeddingSpace, now: datetime, may_call: bool
) -> KeywordDirection:
    embedder = embedders.for_space(space.provider, space.model, space.dimensions)
    return keyword_direction(
        space=space,
        keywords=inputs.keywords,
        embedder=embedder if may_call else None,
        now=now,
        seconds=settings.EMBEDDING_REQUEST_SECONDS,
    )


@dataclass(frozen=True)
class NearestInSpace:
    """The search that algorithms are given: exact, in the database, one statement."""

    space: EmbeddingSpace
    excluded_ids: tuple[int, ...]
    vectors_of: int | None = None  # of the best so many only; None: of all

    @property
    def where(self) -> str:
        return f"text {self.space.pk}"

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        rows = BandVector.objects.nearest(
            self.space.pk, queries, n, self.excluded_ids, vectors_of=self.vectors_of
        )
        return _by_query(rows, len(queries), queries.shape[1])


@dataclass(frozen=True)
class NearestInLearned:
    """The same search, over a learned space."""

    space: LearnedSpace
    excluded_ids: tuple[int, ...]

    @property
    def where(self) -> str:
        return f"learned {self.space.pk}"

    def __call__(self, queries: Matrix, n: int) -> list[Neighbours]:
        rows = LearnedVector.objects.nearest(self.space, queries, n, self.excluded_ids)
        return _by_query(rows, len(queries), queries.shape[1])


def _by_query(rows: list, n_queries: int, dimensions: int) -> list[Neighbours]:
    """The rows of one search -> what each of its queries found."""
    return [
        _neighbours([row for row in rows if row.query == index], dimensions)
        for index in range(n_queries)
    ]


def _neighbours(rows: list, dimensions: int) -> Neighbours:
    return Neighbours(
        band_ids=np.array([row.band_id for row in rows], dtype=np.int64),
        similarities=np.array([row.similarity for row in rows], dtype=np.float64),
        vectors=np.array([row.vector for row in rows if row.vector.size], dtype=np.float64).reshape(
            -1, dimensions
        ),
    )
