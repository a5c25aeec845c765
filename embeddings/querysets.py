"""Reads of vectors. Distances are computed here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from django.db import connections, models
from numpy.typing import NDArray

ON_THE_WIRE = models.Func(
    "vector", function="vector_send", output_field=models.BinaryField()
)  # binary: reading 1536 numbers as text costs a hundred times as much
VECTOR_SEND_HEADER = 4  # bytes: uint16 size, uint16 unused; then big-endian float32


@dataclass(frozen=True)
class Neighbour:
    """One row of a search: `query` is the index of the query vector that found it."""

    query: int
    band_id: int
    similarity: float
    vector: NDArray[np.float32]


def from_wire(raw: bytes) -> NDArray[np.float32]:
    """The (d,) array behind pgvector's binary form."""
    return np.frombuffer(raw, dtype=">f4", offset=VECTOR_SEND_HEADER).astype(np.float32)


def to_wire(vector: NDArray) -> str:
    """pgvector's text form of a (d,) array, exact for float32."""
    return "[" + ",".join(map(repr, np.asarray(vector, dtype=np.float32).tolist())) + "]"


class SpaceQuerySet(models.QuerySet):
    def active(self):
        """The space that serves, or None before the first one is made."""
        return self.filter(kind="text", status="active").first()

    def being_filled(self) -> Self:
        """Those beside the active one that workers are to fill now, oldest order first."""
        return self.filter(status="building", fill__state="filling").order_by("fill__started_at")


class TextVectorQuerySet(models.QuerySet):
    def arrays(self, model_key: str, fingerprints: Collection[str]) -> dict[str, NDArray]:
        """fingerprint -> raw (d,) unit vector, for those that are stored."""
        rows = (
            self.filter(model_key=model_key, fingerprint__in=fingerprints)
            .annotate(raw=ON_THE_WIRE)
            .values_list("fingerprint", "raw")
        )
        return {fingerprint: from_wire(raw) for fingerprint, raw in rows}


class BandVectorQuerySet(models.QuerySet):
    def in_space(self, space_id: int) -> Self:
        return self.filter(space_id=space_id)

    def arrays(self, space_id: int, band_ids: Collection[int]) -> dict[int, NDArray]:
        """band id -> (d,) unit vector, in band-id order, for those that have one."""
        rows = (
            self.filter(space_id=space_id, band_id__in=band_ids)
            .annotate(raw=ON_THE_WIRE)
            .order_by("band_id")
            .values_list("band_id", "raw")
        )
        return {band_id: from_wire(raw) for band_id, raw in rows}

    def nearest(
        self, space_id: int, queries: NDArray, n: int, excluded: Collection[int]
    ) -> list[Neighbour]:
        """The best `n` eligible bands for each of the (q, d) unit `queries`, in one pass.

        Eligible (CONTRACT A1): published, with text, with a vector in this space, not excluded.
        Exact search, best first by cosine similarity (CONTRACT D46, A7), ties by band id.
        """
        if not len(queries):
            return []
        statement = _nearest_statement(len(queries))
        arguments = [to_wire(query) for query in queries]
        arguments += [space_id, list(excluded), n]
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, arguments)
            return [
                Neighbour(query, band_id, float(similarity), from_wire(raw))
                for query, band_id, similarity, raw in cursor.fetchall()
            ]


def _nearest_statement(n_queries: int) -> str:
    distances = ", ".join(
        f"entry.vector <=> %s::vector AS distance_{index}" for index in range(n_queries)
    )
    best = " UNION ALL ".join(
        f"(SELECT {index} AS query, entry_id, distance_{index} AS distance FROM scored "
        f"ORDER BY distance_{index}, band_id LIMIT (SELECT n FROM wanted))"
        for index in range(n_queries)
    )
    return f"""
        WITH scored AS MATERIALIZED (
            SELECT entry.id AS entry_id, entry.band_id, {distances}
            FROM band_vector AS entry
            JOIN band ON band.id = entry.band_id
            JOIN band_description AS description ON description.band_id = entry.band_id
            WHERE entry.space_id = %s
              AND band.is_published AND band.deleted_at IS NULL
              AND description.text <> ''
              AND entry.band_id <> ALL(%s::bigint[])
        ),
        wanted AS (SELECT %s::int AS n),
        best AS ({best})
        SELECT best.query, entry.band_id, 1 - best.distance, vector_send(entry.vector)
        FROM best JOIN band_vector AS entry ON entry.id = best.entry_id
        ORDER BY best.query, best.distance, entry.band_id
    """
