"""Note what happens to bands, and keep the ledger of it."""

import logging
from datetime import date, datetime

from django.db import DatabaseError, connection
from django.utils.timezone import localdate

from recommendations.exposure.models import Kind

logger = logging.getLogger(__name__)

CHUNK = 50_000  # events a statement

# The commit does not wait for the disk: a crash may cost the last moment's visits.
NOTE = """
WITH quickly AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO exposure_event (band_id, kind, day) SELECT %s, %s, %s FROM quickly
"""

# Taken, counted and deleted in one statement: whole or not at all, and nothing twice. Whoever
# comes at the same time takes other events; both write days in one order, so none waits in a ring.
ROLL_UP = """
WITH taken AS (
    DELETE FROM exposure_event WHERE id IN (
        SELECT id FROM exposure_event
        WHERE %(band)s::bigint IS NULL OR band_id = %(band)s
        ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ) RETURNING band_id, kind, day
),
counted AS (
    SELECT band_id, day,
           count(*) FILTER (WHERE kind = 'shown') AS shown,
           count(*) FILTER (WHERE kind = 'opened') AS opened,
           count(*) FILTER (WHERE kind = 'picked') AS picked,
           count(*) FILTER (WHERE kind = 'liked') AS liked
    FROM taken GROUP BY band_id, day
),
written AS (
    INSERT INTO exposure_day AS known (band_id, day, shown, opened, picked, liked)
    SELECT counted.* FROM counted JOIN band ON band.id = counted.band_id
    ORDER BY counted.band_id, counted.day
    ON CONFLICT (band_id, day) DO UPDATE SET
        shown = known.shown + EXCLUDED.shown, opened = known.opened + EXCLUDED.opened,
        picked = known.picked + EXCLUDED.picked, liked = known.liked + EXCLUDED.liked
)
SELECT count(*) FROM taken
"""


def note_opened(*, band_id: int, now: datetime) -> None:
    """Count a visit of a band's page. Never fails: a page is worth more than its count."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(NOTE, [band_id, Kind.OPENED, day_of(now)])
    except DatabaseError as error:
        logger.warning("a visit was not counted: %s", type(error).__name__)


def roll_up(band_id: int | None = None) -> int:
    """Move all events, or those of one band, into the ledger; how many.

    Safe to repeat, to kill and to run twice.
    """
    moved = 0
    while taken := _roll_up_some(band_id):
        moved += taken
    return moved


def day_of(now: datetime) -> date:
    """The day of the site's time zone."""
    return localdate(now)


def _roll_up_some(band_id: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ROLL_UP, {"band": band_id, "most": CHUNK})
        return cursor.fetchone()[0]
