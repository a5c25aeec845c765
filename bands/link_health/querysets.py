"""Reads of link health."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import connection, models

STORED = """
WITH stored AS (
    SELECT id AS band_id, 'image' AS place, image_url AS url FROM band
    WHERE deleted_at IS NULL AND image_url <> ''
    UNION ALL
    SELECT band.id, 'track', top_track.external_url
    FROM band JOIN top_track ON top_track.band_id = band.id
    WHERE deleted_at IS NULL AND external_url <> ''
)
"""
GONE = f"""{STORED}
SELECT id FROM link_health WHERE NOT EXISTS (
    SELECT FROM stored
    WHERE stored.band_id = link_health.band_id AND stored.place = link_health.place
      AND stored.url = link_health.url
)
"""
NEW = f"""{STORED}
SELECT stored.band_id, stored.place, stored.url FROM stored
WHERE NOT EXISTS (
    SELECT FROM link_health
    WHERE stored.band_id = link_health.band_id AND stored.place = link_health.place
)
ORDER BY stored.band_id, stored.place
"""


class LinkHealthQuerySet(models.QuerySet):
    def due(self, now: datetime, *, only_asked: bool = False) -> Self:
        due = self.filter(next_check_at__lte=now)
        return due.filter(is_asked=True) if only_asked else due

    def dead(self) -> Self:
        """What a curator has to mend: hidden, or on its way there."""
        return self.filter(status="dead", dismissed_at=None)

    def quarantined(self) -> Self:
        return self.exclude(quarantined_at=None)

    def dismissed(self) -> Self:
        return self.exclude(dismissed_at=None)

    def moved(self) -> Self:
        return self.filter(status="moved")


def links_gone() -> list[int]:
    """Rows whose band no longer has this address in this place."""
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        return [pk for (pk,) in cursor.fetchall()]


def links_new() -> list[tuple[int, str, str]]:
    """(band, place, address) of links that have no row."""
    with connection.cursor() as cursor:
        cursor.execute(NEW)
        return cursor.fetchall()
