"""Spaces: which one serves, and how another takes its place in one step."""

from datetime import datetime

from django.db import connection, transaction

from embeddings.models import EmbeddingSpace
from embeddings.text import registry

CENTRED_PROVIDERS = frozenset({"local"})  # measured: their cosines are too narrow uncentred
LEAST_TO_CENTRE = 50  # bands; the mean of fewer says more about them than about the model
SPACES_LOCK = 7_300_001  # advisory: one process at a time makes or switches spaces

Status = EmbeddingSpace.Status


def spaces_to_fill(*, now: datetime) -> list[EmbeddingSpace]:
    """The active space and, when the configured model is another one, the one being built."""
    wanted = registry.configured()
    with transaction.atomic():
        _lock()
        active = EmbeddingSpace.objects.active()
        if active is None:
            active = _create(wanted, Status.ACTIVE, now)
        if active.model_key == _key(wanted):
            return [active]
        building = EmbeddingSpace.objects.filter(
            status=Status.BUILDING,
            provider=wanted.provider,
            model=wanted.model,
            dimensions=wanted.dimensions,
        ).first()
        return [active, building or _create(wanted, Status.BUILDING, now)]


def finish_space(*, space: EmbeddingSpace, now: datetime) -> EmbeddingSpace:
    """Centre a full space where that helps and let it serve; does nothing while it fills.

    The new space is filled from the old one's rows and takes over in one transaction, so a
    reader that holds the old one's id goes on with whole, old answers. A band whose text
    changes meanwhile is simply pending in the new space.
    """
    with transaction.atomic():
        _lock()
        space = EmbeddingSpace.objects.select_for_update().get(pk=space.pk)
        if space.status == Status.RETIRED or pending_count(space.pk):
            return space
        ready = _centred(space, now) if _wants_centre(space) else space
        if ready.status != Status.ACTIVE:
            activate(space=ready, now=now)
        return ready


def activate(*, space: EmbeddingSpace, now: datetime) -> None:
    """Let `space` serve and retire the one that did, in one transaction."""
    with transaction.atomic():
        EmbeddingSpace.objects.filter(kind=space.kind, status=Status.ACTIVE).update(
            status=Status.RETIRED
        )
        space.status, space.activated_at = Status.ACTIVE, now
        space.save(update_fields=["status", "activated_at"])


def pending_count(space_id: int) -> int:
    """How many bands have a text that the space does not know yet and may still learn."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM band_description AS description
            JOIN band ON band.id = description.band_id
            LEFT JOIN band_vector AS entry
                ON entry.band_id = description.band_id AND entry.space_id = %s
            WHERE description.text <> '' AND band.deleted_at IS NULL
              AND entry.text_version IS DISTINCT FROM description.text_version
              AND NOT EXISTS (
                  SELECT FROM embedding_attempt AS attempt
                  WHERE attempt.space_id = %s AND attempt.band_id = description.band_id
                    AND attempt.text_version = description.text_version
                    AND attempt.has_failed AND attempt.next_attempt_at IS NULL)
            """,
            [space_id, space_id],
        )
        return cursor.fetchone()[0]


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SPACES_LOCK])


def _key(embedder) -> str:
    return f"{embedder.provider}:{embedder.model}:{embedder.dimensions}"


def _create(embedder, status: str, now: datetime) -> EmbeddingSpace:
    return EmbeddingSpace.objects.create(
        name=f"{embedder.model} {now:%Y-%m-%d %H:%M:%S.%f}",
        provider=embedder.provider,
        model=embedder.model,
        dimensions=embedder.dimensions,
        status=status,
        activated_at=now if status == Status.ACTIVE else None,
    )


def _wants_centre(space: EmbeddingSpace) -> bool:
    return (
        space.provider in CENTRED_PROVIDERS
        and space.centre is None
        and space.band_vectors.count() >= LEAST_TO_CENTRE
    )


def _centred(space: EmbeddingSpace, now: datetime) -> EmbeddingSpace:
    centred = EmbeddingSpace.objects.create(
        name=f"{space.model} centred {now:%Y-%m-%d %H:%M:%S.%f}",
        provider=space.provider,
        model=space.model,
        dimensions=space.dimensions,
        status=Status.BUILDING,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE embedding_space SET centre =
                (SELECT avg(vector) FROM band_vector WHERE space_id = %(old)s)
            WHERE id = %(new)s
            """,
            {"old": space.pk, "new": centred.pk},
        )
        cursor.execute(
            """
            INSERT INTO band_vector
                (space_id, band_id, dimensions, fingerprint, text_version, vector)
            SELECT space.id, entry.band_id, entry.dimensions, entry.fingerprint,
                   entry.text_version, l2_normalize(entry.vector - space.centre)
            FROM band_vector AS entry JOIN embedding_space AS space ON space.id = %(new)s
            WHERE entry.space_id = %(old)s AND vector_norm(entry.vector - space.centre) > 0.000001
            """,
            {"old": space.pk, "new": centred.pk},
        )
    centred.refresh_from_db()
    return centred
