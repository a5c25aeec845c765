"""Writes of a member's stored list, in SQL: every update of a list comes through here."""

import json

from django.db import connection

from recommendations.exposure.services import day_of
from recommendations.suggest.models import BandRecommend, RecommendList

LOCK = """
SELECT set_config('lock_timeout', %(timeout)s, true);
SELECT id FROM member
WHERE id = %(member)s AND deleted_at IS NULL AND is_active FOR NO KEY UPDATE
"""

REPLACE = """
DELETE FROM band_recommend WHERE member_id = %(member)s;
INSERT INTO band_recommend (member_id, band_id, score, priority, reasons)
SELECT %(member)s, band_id, score, priority, reasons
FROM jsonb_to_recordset(%(rows)s)
    AS row (band_id bigint, score float8, priority smallint, reasons jsonb);
INSERT INTO exposure_event (band_id, kind, day)
SELECT band_id, 'shown', %(day)s FROM jsonb_to_recordset(%(rows)s) AS row (band_id bigint);
INSERT INTO recommend_list
    (member_id, algorithm, requested_algorithm, space_id, inputs_hash, degraded, made_at,
     experiment_id, band_ids, keyword_ids, blocked_ids, vectors_hash)
VALUES (%(member)s, %(algorithm)s, %(requested)s, %(space)s, %(hash)s, %(degraded)s, %(made_at)s,
        %(experiment)s, %(bands)s::bigint[], %(keywords)s::bigint[], %(blocked)s::bigint[],
        %(vectors)s)
ON CONFLICT (member_id) DO UPDATE SET
    algorithm = EXCLUDED.algorithm, requested_algorithm = EXCLUDED.requested_algorithm,
    space_id = EXCLUDED.space_id, inputs_hash = EXCLUDED.inputs_hash,
    degraded = EXCLUDED.degraded, made_at = EXCLUDED.made_at,
    experiment_id = EXCLUDED.experiment_id, band_ids = EXCLUDED.band_ids,
    keyword_ids = EXCLUDED.keyword_ids, blocked_ids = EXCLUDED.blocked_ids,
    vectors_hash = EXCLUDED.vectors_hash
"""


def lock(*, member_id: int, milliseconds: int) -> bool:
    """One writer of a member's list at a time, and no change of picks meanwhile.

    Until the transaction ends. False: there is no such member. Raises Django's
    `OperationalError` from psycopg's `LockNotAvailable` when somebody else holds it for longer.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, {"timeout": f"{milliseconds}ms", "member": member_id})
        cursor.nextset()
        return cursor.fetchone() is not None


def replace(*, header: RecommendList, rows: list[BandRecommend]) -> None:
    """Put this list in the place of the stored one, and note its bands as shown (FEATURES N13).

    The caller holds the lock; what is noted names no member and locks no row of a band.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            REPLACE,
            {
                "member": header.member_id,
                "rows": json.dumps([_row(row) for row in rows]),
                "algorithm": header.algorithm,
                "requested": header.requested_algorithm,
                "space": header.space_id,
                "hash": header.inputs_hash,
                "degraded": header.degraded,
                "made_at": header.made_at,
                "experiment": header.experiment_id,
                "bands": header.band_ids,
                "keywords": header.keyword_ids,
                "blocked": header.blocked_ids,
                "vectors": header.vectors_hash,
                "day": day_of(header.made_at),
            },
        )


def _row(row: BandRecommend) -> dict[str, object]:
    return {
        "band_id": row.band_id,
        "score": row.score,
        "priority": row.priority,
        "reasons": row.reasons,
    }
