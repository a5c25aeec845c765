"""What can happen to a draft. Every service locks the draft first and its band second."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bands.acts import Change, UnknownWords, as_kept, locked, standings, unknown_words, write_acts
from bands.documents import Act, act_as_json
from bands.drafts.models import BandDraft, DraftEdit
from bands.history.merging import merged
from bands.history.models import BandRevision, Why
from bands.history.services import BandMoved, Reason, Standing, base_of, caught_up
from bands.models import Band
from config.errors import DomainError

log = structlog.get_logger(__name__)

State = BandDraft.State


class DraftClosed(DomainError):
    code = "draft_closed"
    status = 409
    message = _("이미 발행했거나 버린 초안입니다.")


class DraftMoved(DomainError):
    code = "draft_moved"
    status = 409
    message = _("그사이 다른 사람이 이 초안을 고쳤습니다.")


class NothingNew(DomainError):
    code = "nothing_new"
    message = _("지금의 밴드와 다른 것이 없어 초안으로 남기지 않았습니다.")


class BandIsDeleted(DomainError):
    code = "band_deleted"
    status = 409
    message = _("지운 밴드입니다. 되살린 뒤에 발행해 주세요.")


class BadMoment(DomainError):
    code = "bad_moment"
    message = _("발행할 때는 지금보다 뒤여야 합니다.")


@transaction.atomic
def begin(*, band_id: int, act: Act, seen: int, by: int | None, now: datetime) -> BandDraft:
    """Keep `act` as a draft, begun from the revision that the writer had `seen`.

    It need not be the newest one: publishing will say so, and nothing is lost here.
    """
    standing = _standing(band_id)
    base = base_of(band_id=band_id, seen=seen, standing=standing, now=now)
    act = replace(act, key=standing.act.key)
    if act == base.act:
        raise NothingNew
    draft = BandDraft.objects.create(
        band_id=band_id,
        base=base,
        document=act_as_json(act),
        author_id=by,
        created_at=now,
        updated_at=now,
    )
    _keep_edit(draft, by)
    return draft


@transaction.atomic
def edit(*, draft_id: int, act: Act, told: int, by: int | None, now: datetime) -> BandDraft:
    """Change an open draft whose edits the writer knows up to number `told`."""
    draft = _open(draft_id)
    if draft.number != told:
        raise DraftMoved
    return _changed(draft, act, by, now) if act != draft.act else draft


@transaction.atomic
def bring_up_to_date(
    *,
    draft_id: int,
    told: int,
    seen: int,
    answers: Mapping[str, str],
    by: int | None,
    now: datetime,
) -> BandDraft:
    """Found the draft on the band as it is, with what the draft changes kept on top.

    `answers` say for each field whose side stays (see `bands.history.merging`). They were given
    about the draft's edit `told` and the band's revision `seen`; if either has moved: an error.
    """
    draft = _open(draft_id)
    if draft.number != told:
        raise DraftMoved
    newest = caught_up(band_id=draft.band_id, standing=_standing(draft.band_id), now=now)
    if BandRevision.objects.since(draft.band_id, seen).exists():
        raise BandMoved
    act = merged(as_kept(draft.base.act), newest.act, document_of(draft), answers)
    draft.base = newest
    return _changed(draft, act, by, now)


@transaction.atomic
def discard(*, draft_id: int, now: datetime) -> None:
    draft = _open(draft_id)
    _move(draft, State.DISCARDED, now)


@transaction.atomic
def schedule(*, draft_id: int, publish_at: datetime, by: int | None, now: datetime) -> None:
    """Publish it at that moment, or as soon after it as a worker is there."""
    if publish_at <= now:
        raise BadMoment
    draft = _open(draft_id)
    draft.publish_at, draft.scheduled_by_id = publish_at, by
    _move(draft, State.SCHEDULED, now)


@transaction.atomic
def unschedule(*, draft_id: int, now: datetime) -> None:
    _move(_open(draft_id), State.DRAFT, now)


@transaction.atomic
def publish(*, draft_id: int, by: int | None, now: datetime) -> BandRevision:
    """Make the band what the draft says; the revision of it.

    Raises `BandMoved` when the band is not what the draft was begun from, `BandIsDeleted`, and
    `UnknownWords`; the draft stays as it was then.
    """
    return _publish(_open(draft_id), by, now)


def document_of(draft: BandDraft) -> Act:
    """What the draft says, in the spellings of now."""
    return as_kept(draft.act)


def obstacles(draft: BandDraft, standing: Standing) -> Iterator[DomainError]:
    """What keeps a draft from being published on a band that stands so."""
    if standing.is_deleted:
        yield BandIsDeleted()
    if standing.act != as_kept(draft.base.act):
        yield BandMoved()
    if unknown := unknown_words(document_of(draft)):
        yield UnknownWords(unknown)


def _publish(draft: BandDraft, by: int | None, now: datetime) -> BandRevision:
    standing = _standing(draft.band_id)
    for obstacle in obstacles(draft, standing):
        raise obstacle
    act = document_of(draft)
    if act != standing.act:
        change = Change(after=act, before=standing.act)
        write_acts(changes=[change], reason=Reason(Why.DRAFTED, by, now))
    standing = Standing(act, is_deleted=False)
    draft.result = caught_up(band_id=draft.band_id, standing=standing, now=now)
    _move(draft, State.PUBLISHED, now)
    return draft.result


def publish_due(*, now: datetime) -> int:
    """Publish what is due, each draft by itself; how many.

    What cannot be published is a plain draft again and says why. Two workers at once, or a
    worker that was away for days: every draft is published once.
    """
    due = list(BandDraft.objects.due(now).values_list("pk", flat=True))
    return sum(_publish_if_due(draft_id, now) for draft_id in due)


def _publish_if_due(draft_id: int, now: datetime) -> bool:
    with transaction.atomic():
        due = BandDraft.objects.due(now).filter(pk=draft_id)
        draft = due.select_for_update(skip_locked=True, no_key=True).first()
        if draft is None:
            return False
        try:
            with transaction.atomic():
                _publish(draft, draft.scheduled_by_id, now)
        except DomainError as error:
            log.warning("draft_not_published", draft=draft_id, reason=error.code)
            draft.refresh_from_db()
            draft.problem = error.code
            _move(draft, State.DRAFT, now)
            return False
        return True


def _open(draft_id: int) -> BandDraft:
    draft = BandDraft.objects.select_for_update(no_key=True).get(pk=draft_id)
    if not draft.is_open:
        raise DraftClosed
    return draft


def _standing(band_id: int) -> Standing:
    """How the band stands, locked until the transaction ends."""
    return standings(locked(Band.objects.filter(pk=band_id)))[band_id]


def _changed(draft: BandDraft, act: Act, by: int | None, now: datetime) -> BandDraft:
    draft.document = act_as_json(replace(act, key=draft.act.key))
    draft.number += 1
    draft.problem = ""
    _move(draft, State.DRAFT, now)
    _keep_edit(draft, by)
    return draft


def _keep_edit(draft: BandDraft, by: int | None) -> None:
    DraftEdit.objects.create(
        draft=draft, number=draft.number, document=draft.document, by_id=by, at=draft.updated_at
    )


def _move(draft: BandDraft, state: str, now: datetime) -> None:
    if state != State.SCHEDULED:
        draft.publish_at = None
    draft.state, draft.updated_at = state, now
    draft.save()
