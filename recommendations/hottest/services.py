"""NOW HOTTEST: the bands that most people picked or liked lately (CONTRACT T45)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from bands.models import Band
from members.querysets import EXCLUDING

LATELY = timedelta(days=30)
LEAST_PEOPLE = 3  # fewer could be told apart
SHOWN = 12

# Each member counts once a band, whether picked, liked or both.
HOTTEST = f"""
WITH said AS (
    SELECT band_id, member_id FROM member_band WHERE picked_at > %(since)s AND picked_at <= %(now)s
    UNION
    SELECT band_id, member_id FROM member_feedback
    WHERE stance = 'liked' AND made_at > %(since)s AND made_at <= %(now)s
)
SELECT said.band_id, count(*) AS people FROM said
JOIN member ON member.id = said.member_id AND member.is_active AND member.deleted_at IS NULL
JOIN band ON band.id = said.band_id AND band.is_published AND band.deleted_at IS NULL
WHERE said.band_id NOT IN (
    SELECT band_id FROM member_feedback WHERE member_id = %(member)s AND {EXCLUDING}
)
GROUP BY said.band_id HAVING count(*) >= %(least)s
ORDER BY people DESC, said.band_id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Hot:
    band: Band  # loaded for cards
    people: int


def hottest(*, member_id: int | None, now: datetime, most: int = SHOWN) -> list[Hot]:
    """At most `most` bands, those of most people first, ties by id.

    member_id : whose blocked bands are left out (CONTRACT A1); None: nobody's
    """
    asked = {
        "since": now - LATELY,
        "now": now,
        "member": member_id,
        "least": LEAST_PEOPLE,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOTTEST, asked)
        counted = cursor.fetchall()
    cards = Band.objects.published().filter(pk__in=[pk for pk, _n in counted]).for_cards()
    bands = cards.in_bulk()
    return [Hot(bands[pk], people) for pk, people in counted if pk in bands]
