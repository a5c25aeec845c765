"""A space takes over, or gives back; every attempt is written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from embeddings.filling.coverage import coverage_of
from embeddings.filling.models import SpaceFill
from embeddings.filling.services import SpaceRefused, found
from embeddings.golden.services import score_space
from embeddings.models import EmbeddingSpace
from embeddings.spaces import LEAST_TO_CENTRE, activate, lock_spaces, note_change
from embeddings.switching import figures, said
from embeddings.switching.gate import OF_FILLING, Refusal, Standing, refusals
from embeddings.switching.models import SpaceChange
from members.models import Member

Status = EmbeddingSpace.Status
Kind = SpaceChange.Kind

OF_SERVING = (Kind.CENTRED, Kind.SWITCHED, Kind.OVERRIDDEN, Kind.ROLLED_BACK)


class SwitchRefused(SpaceRefused):
    """The gate is closed; `refusals` say why, and so does the log."""

    code = "switch_refused"

    def __init__(self, found: list[Refusal]) -> None:
        self.refusals = found
        super().__init__(" ".join(said.sentence(one.fault, one.figures) for one in found))


@dataclass(frozen=True)
class Verdict:
    refusals: list[Refusal]
    figures: dict[str, Any]


def judge(space: EmbeddingSpace) -> Verdict:
    """What the gate would say of the space now."""
    active = EmbeddingSpace.objects.active()
    serving_id = active.pk if active else None
    ours = _standing(space, serving_id)
    theirs = _standing(active, serving_id) if active else ours
    tolerance = settings.EMBEDDING_SWITCH_TOLERANCE
    refused = refusals(ours, theirs, tolerance=tolerance)
    return Verdict(refused, figures.of_decision(ours, theirs, refused, tolerance))


def switch(
    *, space_id: int, by: Member | None, now: datetime, why: str = "", override: bool = False
) -> SpaceChange:
    """Let the space serve, in one step, when the gate is open or somebody overrides it.

    Raises `SwitchRefused`, and keeps that in the log; an override needs a reason. Who may
    override is for the door to know.
    """
    why = why.strip()
    if override and not why:
        raise SpaceRefused(_("막혔는데도 바꾸려면 까닭을 적어 주세요."))
    with transaction.atomic():
        lock_spaces()
        space = found(space_id)
        if space.status == Status.ACTIVE:
            raise SpaceRefused(_("이미 쓰는 중인 공간입니다."))
        verdict = judge(space)
        noted = {"by": by, "why": why, "figures": verdict.figures}
        if not verdict.refusals or override:
            kind = Kind.OVERRIDDEN if verdict.refusals else Kind.SWITCHED
            return activate(space=space, now=now, kind=kind, **noted)
        before = EmbeddingSpace.objects.active()
        note_change(space=space, before=before, now=now, kind=Kind.REFUSED, **noted)
    raise SwitchRefused(verdict.refusals)


def switch_when_ready(*, space: EmbeddingSpace, now: datetime) -> SpaceChange | None:
    """The same gate for a space that the settings began: once it is full, and once only.

    Refused, it goes on being filled and waits for a person.
    """
    with transaction.atomic():
        lock_spaces()
        if not _waits_for_the_gate(space):
            return None
        verdict = judge(found(space.pk))
        if any(one.fault in OF_FILLING for one in verdict.refusals):
            return None
        noted = {"figures": verdict.figures, "is_automatic": True}
        if not verdict.refusals:
            return activate(space=found(space.pk), now=now, kind=Kind.SWITCHED, **noted)
        before = EmbeddingSpace.objects.active()
        return note_change(space=space, before=before, now=now, kind=Kind.REFUSED, **noted)


def roll_back_target() -> EmbeddingSpace | None:
    """The space that served before the one that serves; None when it is not there any more."""
    active = EmbeddingSpace.objects.active()
    last = (
        SpaceChange.objects.filter(kind__in=OF_SERVING, to_space=active)
        .select_related("from_space")
        .order_by("pk")
        .last()
        if active
        else None
    )
    return last.from_space if last else None


def roll_back(*, by: Member | None, now: datetime, why: str = "") -> SpaceChange:
    """The space that served before serves again, in one step, whatever the gate thinks of it.

    Its vectors were kept, so the same picks give the same lists again. What was written since
    is pending in it, and the old vectors serve meanwhile.
    """
    with transaction.atomic():
        lock_spaces()
        target = roll_back_target()
        if target is None:
            raise SpaceRefused(_("되돌릴 공간이 없습니다."))
        return activate(space=target, now=now, kind=Kind.ROLLED_BACK, by=by, why=why.strip())


def retire(*, space_id: int, by: Member | None, now: datetime, why: str = "") -> SpaceChange:
    """Stop filling the space; what it has stays until it is deleted."""
    with transaction.atomic():
        lock_spaces()
        space = found(space_id)
        if space.status != Status.BUILDING:
            raise SpaceRefused(_("만드는 중인 공간만 물러나게 할 수 있습니다."))
        SpaceFill.objects.filter(space=space).delete()
        EmbeddingSpace.objects.filter(pk=space.pk).update(status=Status.RETIRED)
        before = EmbeddingSpace.objects.active()
        return note_change(
            space=space, before=before, now=now, kind=Kind.RETIRED, by=by, why=why.strip()
        )


def delete(
    *,
    space_id: int,
    by: Member | None,
    now: datetime,
    why: str = "",
    also_roll_back_target: bool = False,
) -> SpaceChange:
    """Forget the space's vectors for good; the texts' raw vectors stay (CONTRACT A8).

    Raises `SpaceRefused` for the space that serves, for one that is being built, and for the
    one to roll back to, unless that is said to be meant.
    """
    with transaction.atomic():
        lock_spaces()
        space = found(space_id)
        if space.status != Status.RETIRED:
            raise SpaceRefused(_("물러난 공간만 지울 수 있습니다."))
        if space == roll_back_target() and not also_roll_back_target:
            raise SpaceRefused(_("되돌릴 때 쓸 공간입니다. 지우면 되돌릴 수 없습니다."))
        before = EmbeddingSpace.objects.active()
        change = note_change(
            space=space, before=before, now=now, kind=Kind.DELETED, by=by, why=why.strip()
        )
        space.delete()
        return change


def _waits_for_the_gate(space: EmbeddingSpace) -> bool:
    begun = SpaceFill.objects.filter(space=space, is_automatic=True, space__status=Status.BUILDING)
    tried = SpaceChange.objects.filter(to_space=space, is_automatic=True)
    return begun.exists() and not tried.exists()


def _standing(space: EmbeddingSpace, serving_id: int | None) -> Standing:
    return Standing(
        coverage=coverage_of(space, serving_id),
        score=score_space(space.pk),
        lacks_centre=_lacks_centre(space),
    )


def _lacks_centre(space: EmbeddingSpace) -> bool:
    if not space.wants_centre or space.centre is not None:
        return False
    return space.band_vectors.count() >= LEAST_TO_CENTRE
