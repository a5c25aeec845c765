"""Reads of vectors. Distances are computed here and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import FilteredRelation, Q
from django.db.models.expressions import RawSQL
from numpy.typing import NDArray

from embeddings import wire

if TYPE_CHECKING:
    from embeddings.models import EmbeddingSpace, LearnedSpace

# What no search may find, whoever asks (CONTRACT A1); the argument: ids that this one excludes.
NOT_ELIGIBLE = """
SELECT id FROM band WHERE NOT is_published OR deleted_at IS NOT NULL
UNION ALL SELECT band_id FROM band_description WHERE text = ''
UNION ALL SELECT unnest(%s::bigint[])
"""
NO_VECTOR = np.empty(0, dtype=np.float32)
NEAR_TIES = 8  # rows that float32 may have put in another order


@dataclass(frozen=True)
class Neighbour:
    """One row of a search: `query` is the index of the query vector that found it."""

    query: int
    band_id: int
    similarity: float
    vector: NDArray  # float32


@dataclass(frozen=True)
class Serving:
    """The text space that serves, its `BandVectorManager.standing`, the learned space over it."""

    space: EmbeddingSpace
    standing: str
    learned: LearnedSpace | None


TEXT_VECTORS = """
SELECT fingerprint, vector_send(vector) FROM text_vector
WHERE model_key = %s AND fingerprint = ANY(%s)
"""

BAND_VECTORS = """
SELECT band_id, vector_send(vector) FROM band_vector
WHERE space_id = %s AND band_id = ANY(%s::bigint[]) ORDER BY band_id
"""

STAND = "count(*), coalesce(bit_xor(hashtextextended(fingerprint, band_id)), 0)"
STANDING = f"""
SELECT {STAND} FROM band_vector WHERE space_id = %s AND band_id NOT IN ({NOT_ELIGIBLE})
"""
STANDS = f"""
SELECT ARRAY[{STAND}] FROM band_vector
WHERE space_id = embedding_space.id AND band_id NOT IN ({NOT_ELIGIBLE})
"""

AROUND = f"""
SELECT entry.band_id, 1 - (entry.vector <=> own.vector)
FROM embedding_space AS space
JOIN band_vector AS own ON own.space_id = space.id AND own.band_id = %s
JOIN band_vector AS entry ON entry.space_id = space.id AND entry.band_id <> own.band_id
WHERE space.kind = 'text' AND space.status = 'active'
    AND entry.band_id NOT IN ({NOT_ELIGIBLE})
ORDER BY entry.vector <=> own.vector, entry.band_id LIMIT %s
"""


def _arrays(alias: str, statement: str, scope: Any, keys: Collection[Any]) -> dict[Any, NDArray]:
    if not keys:
        return {}
    with wire.binary_cursor(connections[alias]) as cursor:
        cursor.execute(statement, [scope, list(keys)])
        return {key: wire.unpacked(raw) for key, raw in cursor.fetchall()}


class SpaceQuerySet(models.QuerySet):
    def active(self):
        """The space that serves, or None before the first one is made."""
        return self.filter(kind="text", status="active").first()

    def serving(self) -> Serving | None:
        """That space, what stands in it, and what was learnt over it: one statement."""
        learned = FilteredRelation("learned", condition=Q(learned__status="active"))
        stands = RawSQL(STANDS, [[]], output_field=ArrayField(models.BigIntegerField()))  # noqa: S611
        rows = self.filter(kind="text", status="active").annotate(stands=stands, serves=learned)
        space = rows.select_related("serves").first()
        if space is None:
            return None
        serves = getattr(space, "serves", None)
        if serves:
            serves.text_space = space
        return Serving(space, _standing(space.pk, *space.stands), serves)

    def being_filled(self) -> Self:
        """Those beside the active one that workers are to fill now, oldest order first."""
        return self.filter(status="building", fill__state="filling").order_by("fill__started_at")


class TextVectorManager(models.Manager):
    """Its reads are whole statements, so they are not to be had of a filtered queryset."""

    def arrays(self, model_key: str, fingerprints: Collection[str]) -> dict[str, NDArray]:
        """fingerprint -> raw (d,) unit vector, for those that are stored."""
        return _arrays(self.db, TEXT_VECTORS, model_key, fingerprints)


class BandVectorManager(models.Manager):
    """Its reads are whole statements, so they are not to be had of a filtered queryset."""

    def in_space(self, space_id: int) -> models.QuerySet:
        return self.filter(space_id=space_id)

    def arrays(self, space_id: int, band_ids: Collection[int]) -> dict[int, NDArray]:
        """band id -> (d,) unit vector, in band-id order, for those that have one."""
        return _arrays(self.db, BAND_VECTORS, space_id, band_ids)

    def standing(self, space_id: int) -> str:
        """16 letters that change whenever what a search of this space may find does."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(STANDING, [space_id, []])
            return _standing(space_id, *cursor.fetchone())

    def nearest(
        self,
        space_id: int,
        queries: NDArray,
        n: int,
        excluded: Collection[int],
        *,
        vectors_of: int | None = None,
    ) -> list[Neighbour]:
        """The best `n` eligible bands for each of the (q, d) unit `queries`, in one pass.

        Eligible (CONTRACT A1): published, with text, with a vector in this space, not excluded.
        Exact search, best first by cosine similarity (CONTRACT D46, A7), ties by band id. A
        search of everything wants the vectors of few: those behind `vectors_of` are empty.
        """
        if not len(queries):
            return []
        points = [wire.Packed(query) for query in queries]
        with wire.binary_cursor(connections[self.db]) as cursor:
            cursor.execute(
                _nearest_statement(len(queries)),
                [
                    *(*points, space_id, list(excluded), n + NEAR_TIES),
                    *(*points, n if vectors_of is None else vectors_of, n),
                ],
            )
            return [
                Neighbour(query, band_id, similarity, wire.unpacked(raw) if raw else NO_VECTOR)
                for query, band_id, similarity, raw in cursor.fetchall()
            ]

    def around(self, band_id: int, n: int, excluded: Collection[int]) -> list[tuple[int, float]]:
        """(band id, cosine) of the best `n` eligible bands to a band, in the space that serves.

        One statement, ties by band id; nothing for a band without a vector.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute(AROUND, [band_id, list(excluded), n])
            return cursor.fetchall()


def _standing(space_id: int, n_bands: int, mixed: int) -> str:
    return hashlib.sha256(repr((space_id, n_bands, mixed)).encode()).hexdigest()[:16]


def _nearest_statement(n_queries: int) -> str:
    """Two looks: by inner product at all, which is cheaper, then by `<=>` at the best of them.

    Of unit vectors both have one order, but for roundings, which `NEAR_TIES` more rows cover.
    """
    numbers = range(n_queries)
    products = ", ".join(f"entry.vector <#> %s::vector AS product_{index}" for index in numbers)
    closest = " UNION ALL ".join(
        f"(SELECT {index} AS query, entry_id FROM scored "
        f"ORDER BY product_{index}, band_id LIMIT (SELECT n FROM wanted))"
        for index in numbers
    )
    points = ", ".join(f"({index}, %s::vector)" for index in numbers)
    return f"""
        WITH scored AS MATERIALIZED (
            SELECT entry.id AS entry_id, entry.band_id, {products}
            FROM band_vector AS entry
            WHERE entry.space_id = %s AND entry.band_id NOT IN ({NOT_ELIGIBLE})
        ),
        wanted AS (SELECT %s::int AS n),
        closest AS ({closest}),
        found AS (
            SELECT closest.query, closest.entry_id, entry.band_id,
                   entry.vector <=> point.vector AS distance
            FROM closest
            JOIN (VALUES {points}) AS point (query, vector) ON point.query = closest.query
            JOIN LATERAL (
                SELECT band_id, vector FROM band_vector WHERE id = closest.entry_id OFFSET 0
            ) AS entry ON true
        ),
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY query ORDER BY distance, band_id) AS place
            FROM found
        )
        SELECT query, band_id, 1 - distance, CASE WHEN place <= %s THEN (
            SELECT vector_send(vector) FROM band_vector WHERE id = entry_id
        ) END
        FROM ranked WHERE place <= %s ORDER BY query, place
    """
