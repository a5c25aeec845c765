"""Ask for vectors: of everything that lacks one, or once more of what has one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, transaction

from embeddings.hints import hint_after_commit
from embeddings.models import BandVector, EmbeddingAttempt, EmbeddingSpace, TextVector
from embeddings.spaces import pending_count


@dataclass(frozen=True)
class SpaceState:
    """How far the active space is. `embedded` counts bands with a current vector."""

    space: EmbeddingSpace | None
    with_text: int = 0
    pending: int = 0
    failed: int = 0

    @property
    def embedded(self) -> int:
        return self.with_text - self.pending


def retry_missing() -> int:
    """Try again, now, whatever has no current vector. Returns how many were waiting."""
    with transaction.atomic():
        waiting = EmbeddingAttempt.objects.filter(space__status="active").exclude(
            claimed_until__isnull=False
        )
        count = waiting.delete()[0]
        EmbeddingSpace.objects.filter(status="active").update(paused_until=None, failures=0)
        hint_after_commit()
    return count


def remake(*, band_ids: Collection[int] | None = None) -> int:
    """Ask the model again for these bands (None: all), text changed or not.

    The present vectors serve until the new ones are there. Returns how many bands.
    """
    with transaction.atomic():
        _forget_raw_vectors(band_ids)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE band_description SET text_version = nextval('band_text_version')
                WHERE text <> '' AND (%(ids)s::bigint[] IS NULL OR band_id = ANY(%(ids)s))
                """,
                {"ids": None if band_ids is None else list(band_ids)},
            )
            count = cursor.rowcount
        hint_after_commit()
    return count


def state() -> SpaceState:
    """Counts for the status command, the admin and `/ready`."""
    space = EmbeddingSpace.objects.active()
    if space is None:
        return SpaceState(None, with_text=_with_text(), pending=_with_text())
    failed = EmbeddingAttempt.objects.filter(space=space, has_failed=True).count()
    pending = pending_count(space.pk)
    return SpaceState(space, _with_text(), pending, failed)


def _with_text() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM band_description AS description
            JOIN band ON band.id = description.band_id
            WHERE description.text <> '' AND band.deleted_at IS NULL
            """
        )
        return cursor.fetchone()[0]


def _forget_raw_vectors(band_ids: Collection[int] | None) -> None:
    entries = BandVector.objects.all()
    if band_ids is not None:
        entries = entries.filter(band_id__in=band_ids)
    TextVector.objects.filter(fingerprint__in=entries.values("fingerprint")).delete()
