"""Keep what a training gave, let it serve, and go back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from embeddings.learned.models import LearnedSpace, LearnedVector
from embeddings.models import EmbeddingSpace

SWITCH_LOCK = 7_300_002  # advisory: one process at a time changes the learned space that serves
KEPT = 5  # retired spaces, for a way back

Status = LearnedSpace.Status


class NothingBefore(LookupError):
    """There is no earlier learned space to go back to."""


class TextSpaceChanged(ValueError):
    """The learned space builds on a text space that does not serve any more."""


@dataclass(frozen=True)
class Fused:
    """Rows to keep: (b, dimensions) unit rows by band id, each with its text's fingerprint."""

    text_share: float
    against_hubs: float
    newcomer: float
    rows: Mapping[int, NDArray[np.floating]]
    fingerprints: Mapping[int, str]
    parameters: Mapping[str, Any]


@transaction.atomic
def keep(*, text_space: EmbeddingSpace, fused: Fused, now: datetime) -> LearnedSpace:
    """A new space that waits to be let serve."""
    space = LearnedSpace.objects.create(
        text_space=text_space,
        dimensions=len(next(iter(fused.rows.values()))),
        text_share=fused.text_share,
        against_hubs=fused.against_hubs,
        newcomer=fused.newcomer,
        parameters=dict(fused.parameters),
        made_at=now,
    )
    LearnedVector.objects.bulk_create(
        (
            LearnedVector(
                space=space, band_id=pk, fingerprint=fused.fingerprints[pk], vector=row.tolist()
            )
            for pk, row in fused.rows.items()
        ),
        batch_size=500,
    )
    return space


@transaction.atomic
def activate(*, space: LearnedSpace, now: datetime) -> LearnedSpace | None:
    """Let `space` serve, in one step; the one that did. Raises `TextSpaceChanged`."""
    _lock()
    if space.text_space_id != getattr(EmbeddingSpace.objects.active(), "pk", None):
        raise TextSpaceChanged
    before = LearnedSpace.objects.filter(status=Status.ACTIVE).first()
    LearnedSpace.objects.filter(status=Status.ACTIVE).update(status=Status.RETIRED)
    LearnedSpace.objects.filter(pk=space.pk).update(status=Status.ACTIVE, activated_at=now)
    space.refresh_from_db()
    _forget_old()
    return before


@transaction.atomic
def roll_back(*, now: datetime) -> LearnedSpace:
    """Let the space serve again that served last before. Raises `NothingBefore`."""
    _lock()
    active = LearnedSpace.objects.filter(status=Status.ACTIVE).first()
    earlier = LearnedSpace.objects.filter(status=Status.RETIRED, activated_at__isnull=False)
    if active is not None:
        earlier = earlier.filter(activated_at__lt=active.activated_at)
    before = earlier.order_by("activated_at").last()
    if before is None:
        raise NothingBefore
    moment = before.activated_at
    activate(space=before, now=now)
    LearnedSpace.objects.filter(pk=before.pk).update(activated_at=moment)
    before.refresh_from_db()
    return before


@transaction.atomic
def stop() -> None:
    """No learned space serves any more: lists are made of texts alone."""
    _lock()
    LearnedSpace.objects.filter(status=Status.ACTIVE).update(status=Status.RETIRED)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWITCH_LOCK])


def _forget_old() -> None:
    retired = LearnedSpace.objects.exclude(status=Status.ACTIVE).order_by("-made_at", "-pk")
    LearnedSpace.objects.filter(pk__in=list(retired.values_list("pk", flat=True)[KEPT:])).delete()
