"""Reads of learned spaces. A band that a space does not know stands there by its text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connections, models
from numpy.typing import NDArray

from embeddings import wire
from embeddings.learned.layout import Layout
from embeddings.querysets import NEAR_TIES, NOT_ELIGIBLE, Neighbour

if TYPE_CHECKING:
    from embeddings.learned.models import LearnedSpace

ROWS = """
SELECT text.band_id, learned.band_id IS NOT NULL,
       vector_send(COALESCE(learned.vector, text.vector))
FROM band_vector AS text
LEFT JOIN learned_vector AS learned
    ON learned.space_id = %s AND learned.band_id = text.band_id
    AND learned.fingerprint = text.fingerprint
WHERE text.space_id = %s AND text.band_id = ANY(%s::bigint[]) ORDER BY text.band_id
"""

CARRIERS = """
SELECT vector_send(avg(learned.vector)) FROM learned_vector AS learned
JOIN band_keyword AS carried ON carried.band_id = learned.band_id
WHERE learned.space_id = %s AND carried.keyword_id = ANY(%s::bigint[])
HAVING count(*) > 0
"""

TASTE = f"""
SELECT * FROM ({ROWS}) AS picked
UNION ALL SELECT NULL, NULL, carriers.* FROM ({CARRIERS}) AS carriers
ORDER BY band_id
"""


class LearnedSpaceQuerySet(models.QuerySet):
    def active_over(self, text_space_id: int) -> LearnedSpace | None:
        """The space that serves, if it builds on that text space."""
        found = self.filter(status="active", text_space=text_space_id)
        return found.select_related("text_space").first()


class LearnedVectorManager(models.Manager):
    """Its reads are whole statements, so they are not to be had of a filtered queryset."""

    def arrays(self, space: LearnedSpace, band_ids: Collection[int]) -> dict[int, NDArray]:
        """band id -> (dimensions,) row, in band-id order, for those whose text has a vector."""
        with wire.binary_cursor(connections[self.db]) as cursor:
            cursor.execute(ROWS, [space.pk, space.text_space_id, list(band_ids)])
            layout = space.layout
            return {pk: _row(layout, known, raw) for pk, known, raw in cursor.fetchall()}

    def arrays_and_carriers(
        self, space: LearnedSpace, band_ids: Collection[int], keyword_ids: Collection[int]
    ) -> tuple[dict[int, NDArray], NDArray | None]:
        """What `arrays` and `of_carriers` give, in one statement."""
        of_bands = [space.pk, space.text_space_id, list(band_ids)]
        with wire.binary_cursor(connections[self.db]) as cursor:
            cursor.execute(TASTE, [*of_bands, space.pk, list(keyword_ids)])
            rows = cursor.fetchall()
        layout = space.layout
        picked = {pk: _row(layout, known, raw) for pk, known, raw in rows if pk is not None}
        carriers = [wire.unpacked(raw).astype(np.float64) for pk, _, raw in rows if pk is None]
        return picked, carriers[0] if carriers else None

    def of_carriers(self, space: LearnedSpace, keyword_ids: Collection[int]) -> NDArray | None:
        """(dimensions,) the mean row of the bands that carry any of the keywords."""
        with wire.binary_cursor(connections[self.db]) as cursor:
            cursor.execute(CARRIERS, [space.pk, list(keyword_ids)])
            found = cursor.fetchone()
        return None if found is None else wire.unpacked(found[0]).astype(np.float64)

    def nearest(
        self, space: LearnedSpace, queries: NDArray, n: int, excluded: Collection[int]
    ) -> list[Neighbour]:
        """The best `n` eligible bands for each of the (q, dimensions) unit `queries`, in one pass.

        Eligible (CONTRACT A1): published, with text, with a vector in the text space, not
        excluded. Best first by cosine, ties by band id; exact.
        """
        if not len(queries):
            return []
        layout = space.layout
        with wire.binary_cursor(connections[self.db]) as cursor:
            cursor.execute(
                _statement(len(queries)),
                [
                    *_points(layout, queries),
                    *(space.pk, space.text_space_id, list(excluded), n + NEAR_TIES),
                ],
            )
            rows = cursor.fetchall()
        found = [(query, pk, _row(layout, known, raw)) for query, pk, known, raw in rows]
        return [
            neighbour
            for index, query in enumerate(np.asarray(queries, dtype=np.float64))
            for neighbour in _best(index, query, [row for row in found if row[0] == index], n)
        ]


def _row(layout: Layout, is_known: bool, raw: bytes) -> NDArray:
    row = wire.unpacked(raw).astype(np.float64)
    return row if is_known else layout.newcomers(row[np.newaxis])[0]


def _best(
    index: int, query: NDArray, rows: Sequence[tuple[int, int, NDArray]], n: int
) -> list[Neighbour]:
    """The order by cosines in float64, which float32 may have had a little otherwise."""
    scored = [(-_cosine(query, row), pk, row) for _query, pk, row in rows]
    best = sorted(scored, key=lambda each: each[:2])[:n]
    return [Neighbour(index, pk, -distance, row) for distance, pk, row in best]


def _cosine(query: NDArray, row: NDArray) -> float:
    length = np.sqrt((query @ query) * (row @ row))
    return float(np.clip(query @ row / length, -1.0, 1.0))


def _points(layout: Layout, queries: NDArray) -> list[Any]:
    """Each query as a whole and, for newcomers, its text's part and what they lose as hubs."""
    scale = np.sqrt(1 - layout.newcomer**2)
    return [
        argument
        for query in queries
        for argument in (
            wire.Packed(query),
            wire.Packed(scale * query[: layout.text]),
            float(layout.newcomer * query[-1]),
        )
    ]


def _statement(n_queries: int) -> str:
    numbers = range(n_queries)
    products = ", ".join(
        "COALESCE(learned.vector <#> %s::vector, "
        f"(text.vector <#> %s::vector) + %s::float8) AS product_{index}"
        for index in numbers
    )
    closest = " UNION ALL ".join(
        f"(SELECT {index} AS query, text_id, learned_id FROM scored "
        f"ORDER BY product_{index}, band_id LIMIT (SELECT n FROM wanted))"
        for index in numbers
    )
    return f"""
        WITH scored AS MATERIALIZED (
            SELECT text.id AS text_id, learned.id AS learned_id, text.band_id, {products}
            FROM band_vector AS text
            LEFT JOIN learned_vector AS learned
                ON learned.space_id = %s AND learned.band_id = text.band_id
                AND learned.fingerprint = text.fingerprint
            WHERE text.space_id = %s AND text.band_id NOT IN ({NOT_ELIGIBLE})
        ),
        wanted AS (SELECT %s::int AS n),
        closest AS ({closest})
        SELECT closest.query, text.band_id, learned.id IS NOT NULL,
               vector_send(COALESCE(learned.vector, text.vector))
        FROM closest
        JOIN band_vector AS text ON text.id = closest.text_id
        LEFT JOIN learned_vector AS learned ON learned.id = closest.learned_id
    """
