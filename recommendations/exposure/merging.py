"""The ledger's part of a merge of two bands: the merged one's days are counted for the kept one."""

import json
from typing import Any

from django.db import connection

from bands.duplicates.movers import Left, Moved, Mover, Pair
from recommendations.exposure.models import ExposureDay, ExposureEvent
from recommendations.exposure.querysets import COUNTED
from recommendations.exposure.services import roll_up

# No roll-up runs meanwhile. Nobody waits for one, and what is noted of bands does not wait at all.
HOLD = "LOCK TABLE exposure_day IN SHARE ROW EXCLUSIVE MODE"

DAYS = """
SELECT day, shown, opened, picked, liked FROM jsonb_to_recordset(%(days)s)
    AS row (day date, shown integer, opened integer, picked integer, liked integer)
"""

ADD = f"""
INSERT INTO exposure_day AS known (band_id, day, shown, opened, picked, liked)
SELECT %(band)s, days.* FROM ({DAYS}) AS days
ON CONFLICT (band_id, day) DO UPDATE SET
    shown = known.shown + EXCLUDED.shown, opened = known.opened + EXCLUDED.opened,
    picked = known.picked + EXCLUDED.picked, liked = known.liked + EXCLUDED.liked
"""

TAKE = f"""
UPDATE exposure_day AS known SET
    shown = known.shown - days.shown, opened = known.opened - days.opened,
    picked = known.picked - days.picked, liked = known.liked - days.liked
FROM ({DAYS}) AS days WHERE known.band_id = %(band)s AND known.day = days.day
"""

Days = list[dict[str, Any]]  # of JSON: the columns of a day but its band


def move(pair: Pair) -> Moved:
    """What was noted and is not counted yet is counted first."""
    _hold()
    roll_up(pair.merged_id)
    rows = ExposureDay.objects.filter(band=pair.merged_id)
    days = [row | {"day": row["day"].isoformat()} for row in rows.values("day", *COUNTED)]
    rows.delete()
    _run(ADD, pair.kept_id, days)
    return {"days": days}


def undo(pair: Pair, moved: Moved) -> Left:
    """What was noted of the kept band since stays with it."""
    days = moved.get("days", [])  # a merge from when they stayed with their band has none
    _hold()
    _run(TAKE, pair.kept_id, days)
    ExposureDay.objects.filter(band=pair.kept_id, **dict.fromkeys(COUNTED, 0)).delete()
    _run(ADD, pair.merged_id, days)
    return {}


def _hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute(HOLD)


def _run(statement: str, band_id: int, days: Days) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"band": band_id, "days": json.dumps(days)})


MOVER = Mover(key="exposure", models=(ExposureDay, ExposureEvent), move=move, undo=undo)
