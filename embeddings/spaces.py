"""Spaces: which one serves, which are being filled, and the one step by which that changes."""

from datetime import datetime
from secrets import token_hex
from typing import Any, Required, TypedDict, Unpack

from django.db import connection, transaction

from embeddings.models import EmbeddingSpace, SpaceChange, SpaceFill
from embeddings.text import registry
from embeddings.text.base import TextEmbedder
from members.models import Member

CENTRED_PROVIDERS = frozenset({"local"})  # measured: their cosines are too narrow uncentred
LEAST_TO_CENTRE = 50  # bands; the mean of fewer says more about them than about the model
SPACES_LOCK = 7_300_001  # advisory: one process at a time makes or switches spaces
LONGEST_MODEL_NAME = 40  # characters of it in a space's name

Status = EmbeddingSpace.Status
Kind = SpaceChange.Kind


class Noted(TypedDict, total=False):
    """What the log keeps of a change besides the spaces and the moment."""

    kind: Required[Kind]
    by: Member | None  # None: the site itself, or the command line
    why: str
    figures: dict[str, Any]
    is_automatic: bool


def spaces_to_fill(*, now: datetime) -> list[EmbeddingSpace]:
    """The active space and every one that is to be filled beside it.

    The first space of a site serves from the start. A model that the settings name anew gets a
    space beside it; whether that one takes over is for the gate to say.
    """
    with transaction.atomic():
        lock_spaces()
        wanted = registry.configured()
        active = EmbeddingSpace.objects.active() or _first(wanted, now)
        if active.model_key != model_key(wanted) and _settings_lead(wanted):
            _begin_configured(wanted, now)
        beside = EmbeddingSpace.objects.being_filled().select_related("fill")
        return [active, *(space for space in beside if _is_wanted(space, wanted))]


def finish_space(*, space: EmbeddingSpace, now: datetime) -> EmbeddingSpace:
    """Centre a full space that wants it; does nothing while it fills.

    One that serves is copied and the copy centred, and that takes over in the same transaction:
    a reader that holds the old one's id goes on with whole, old answers.
    """
    with transaction.atomic():
        lock_spaces()
        space = EmbeddingSpace.objects.select_for_update().get(pk=space.pk)
        if space.status == Status.RETIRED or not _wants_centre(space) or pending_count(space.pk):
            return space
        if space.status == Status.BUILDING:
            _take_centre(space)
            return space
        centred = _copy(space, now)
        _take_centre(centred)
        activate(space=centred, now=now, kind=Kind.CENTRED, is_automatic=True)
        return centred


def activate(*, space: EmbeddingSpace, now: datetime, **noted: Unpack[Noted]) -> SpaceChange:
    """Let `space` serve and retire the one that did, in one transaction, and write it down."""
    with transaction.atomic():
        before = EmbeddingSpace.objects.active()
        EmbeddingSpace.objects.filter(kind=space.kind, status=Status.ACTIVE).update(
            status=Status.RETIRED
        )
        space.status, space.activated_at = Status.ACTIVE, now
        space.save(update_fields=["status", "activated_at"])
        return note_change(space=space, before=before, now=now, **noted)


def note_change(
    *,
    space: EmbeddingSpace,
    before: EmbeddingSpace | None,
    now: datetime,
    **noted: Unpack[Noted],
) -> SpaceChange:
    """A line of the log about `space`, while `before` serves or served until now."""
    return SpaceChange.objects.create(
        at=now,
        from_space=before,
        to_space=space,
        from_name=before.name if before else "",
        to_name=space.name,
        model_key=space.model_key,
        **noted,
    )


def make_space(
    embedder: TextEmbedder, status: str, now: datetime, *, centred: bool, note: str = ""
) -> EmbeddingSpace:
    """An empty space. One that does not serve yet is named after the centre that it will get."""
    kind = " centred" if centred and status == Status.BUILDING else ""
    return EmbeddingSpace.objects.create(
        name=f"{embedder.model[:LONGEST_MODEL_NAME]}{kind} {now:%Y-%m-%d %H:%M} {token_hex(2)}",
        provider=embedder.provider,
        model=embedder.model,
        dimensions=embedder.dimensions,
        wants_centre=centred,
        note=note,
        status=status,
        activated_at=now if status == Status.ACTIVE else None,
    )


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


def lock_spaces() -> None:
    """Until the transaction ends nobody else makes, switches or deletes a space."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SPACES_LOCK])


def model_key(embedder: TextEmbedder) -> str:
    return f"{embedder.provider}:{embedder.model}:{embedder.dimensions}"


def _settings_lead(wanted: TextEmbedder) -> bool:
    """Whether the model that the settings name is to get a space: no person decided otherwise.

    Whoever switched, rolled back, retired or deleted by hand meant it, whatever the settings say.
    """
    spaces = _of_model(wanted)
    if not spaces:
        deleted = SpaceChange.objects.filter(kind=Kind.DELETED, model_key=model_key(wanted))
        return not deleted.exists()
    if any(space.status == Status.BUILDING for space in spaces):
        return False
    last = SpaceChange.objects.exclude(kind=Kind.REFUSED).order_by("pk").last()
    return last is None or last.is_automatic


def _is_wanted(space: EmbeddingSpace, wanted: TextEmbedder) -> bool:
    """What the settings began ends with them; what a person began does not."""
    return not space.fill.is_automatic or space.model_key == model_key(wanted)


def _first(wanted: TextEmbedder, now: datetime) -> EmbeddingSpace:
    centred = wanted.provider in CENTRED_PROVIDERS
    return make_space(wanted, Status.ACTIVE, now, centred=centred)


def _of_model(wanted: TextEmbedder) -> list[EmbeddingSpace]:
    spaces = EmbeddingSpace.objects.filter(provider=wanted.provider, model=wanted.model)
    return list(spaces.filter(dimensions=wanted.dimensions).defer("centre"))


def _begin_configured(wanted: TextEmbedder, now: datetime) -> None:
    centred = wanted.provider in CENTRED_PROVIDERS
    space = make_space(wanted, Status.BUILDING, now, centred=centred)
    SpaceFill.objects.create(space=space, is_automatic=True, started_at=now)


def _wants_centre(space: EmbeddingSpace) -> bool:
    return (
        space.wants_centre
        and space.centre is None
        and space.band_vectors.count() >= LEAST_TO_CENTRE
    )


def _copy(space: EmbeddingSpace, now: datetime) -> EmbeddingSpace:
    """Another space of the same model with the same vectors, not serving."""
    copy = make_space(space, Status.BUILDING, now, centred=True, note=space.note)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO band_vector
                (space_id, band_id, dimensions, fingerprint, text_version, vector)
            SELECT %s, band_id, dimensions, fingerprint, text_version, vector
            FROM band_vector WHERE space_id = %s
            """,
            [copy.pk, space.pk],
        )
    return copy


def _take_centre(space: EmbeddingSpace) -> None:
    """Set the centre of a space that nobody reads, and place its vectors anew.

    A vector without a direction from there has none in this space: its band becomes pending.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE embedding_space SET centre =
                (SELECT avg(vector) FROM band_vector WHERE space_id = %(space)s)
            WHERE id = %(space)s
            """,
            {"space": space.pk},
        )
        for statement in (
            """
            DELETE FROM band_vector AS entry USING embedding_space AS space
            WHERE space.id = %(space)s AND entry.space_id = space.id
              AND vector_norm(entry.vector - space.centre) <= 0.000001
            """,
            """
            UPDATE band_vector AS entry SET vector = l2_normalize(entry.vector - space.centre)
            FROM embedding_space AS space
            WHERE space.id = %(space)s AND entry.space_id = space.id
            """,
        ):
            cursor.execute(statement, {"space": space.pk})
    space.refresh_from_db()
