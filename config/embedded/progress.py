"""How many bands have a vector of their present text, asked without loading the site."""

from typing import NamedTuple

import psycopg

# A text that no provider can ever embed is neither done nor wanted.
STATEMENT = """
    SELECT
        count(entry.id),
        count(*),
        count(*) FILTER (
            WHERE entry.id IS NULL AND description.updated_at < now() - interval '10 minutes'
        )
    FROM band
    JOIN band_description AS description ON description.band_id = band.id
    LEFT JOIN embedding_space AS space ON space.kind = 'text' AND space.status = 'active'
    LEFT JOIN band_vector AS entry
        ON entry.band_id = band.id
        AND entry.space_id = space.id
        AND entry.text_version = description.text_version
    WHERE band.deleted_at IS NULL AND description.text <> ''
      AND NOT EXISTS (
          SELECT FROM embedding_attempt AS attempt
          WHERE attempt.space_id = space.id AND attempt.band_id = band.id
            AND attempt.text_version = description.text_version
            AND attempt.has_failed AND attempt.next_attempt_at IS NULL
      )
"""


class Embedded(NamedTuple):
    """`overdue` of the `wanted` have waited for more than ten minutes."""

    done: int
    wanted: int
    overdue: int

    def __str__(self) -> str:
        return f"임베딩 {self.done}/{self.wanted}"


def embedded(database_url: str) -> Embedded:
    """The state of the active space."""
    with psycopg.connect(database_url, connect_timeout=5) as connection:
        return Embedded(*connection.execute(STATEMENT).fetchone())
