"""Keeping what bands were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bands.documents import Act, act_as_json
from bands.history.models import BandRevision, Why
from config.errors import DomainError


class BandMoved(DomainError):
    code = "band_moved"
    status = 409
    message = _("그사이 밴드가 바뀌었습니다. 무엇이 바뀌었는지 본 다음 다시 해 주세요.")


@dataclass(frozen=True)
class Standing:
    """How a band stands: its document, and whether it is hidden as deleted."""

    act: Act
    is_deleted: bool


@dataclass(frozen=True)
class Reason:
    """Why bands change, who does it (a member's id; None is a machine) and when."""

    why: Why
    by: int | None
    at: datetime
    note: str = ""


def record(
    *, before: Mapping[int, Standing | None], after: Mapping[int, Standing], reason: Reason
) -> None:
    """Write a revision of each band that changed; `before` None: it is new.

    Call in the transaction of the change, with the bands' rows locked.
    """
    changed = [band_id for band_id, standing in after.items() if before[band_id] != standing]
    newest = BandRevision.objects.newest_of(changed)
    rows = [
        row
        for band_id in changed
        for row in _rows(band_id, newest.get(band_id), before[band_id], after[band_id], reason)
    ]
    BandRevision.objects.bulk_create(rows)


def _rows(
    band_id: int,
    newest: BandRevision | None,
    before: Standing | None,
    after: Standing,
    reason: Reason,
) -> Iterator[BandRevision]:
    """What the history lacks: the state that was met, and the one that was made."""
    number = newest.number if newest else 0
    known = Standing(newest.act, newest.is_deleted) if newest else None
    found = Reason(Why.FOUND, None, reason.at)
    for standing, because in ((before or known, found), (after, reason)):
        if standing is not None and standing != known:
            number += 1
            known = standing
            yield _revision(band_id, number, standing, because)


def _revision(band_id: int, number: int, standing: Standing, reason: Reason) -> BandRevision:
    return BandRevision(
        band_id=band_id,
        number=number,
        document=act_as_json(standing.act),
        is_deleted=standing.is_deleted,
        why=reason.why,
        note=reason.note,
        by_id=reason.by,
        at=reason.at,
    )


def caught_up(*, band_id: int, standing: Standing, now: datetime) -> BandRevision:
    """The newest revision, written now if the band is not what the history says.

    Call with the band's row locked.
    """
    newest = BandRevision.objects.newest_of([band_id]).get(band_id)
    if newest is not None and Standing(newest.act, newest.is_deleted) == standing:
        return newest
    number = newest.number + 1 if newest else 1
    found = _revision(band_id, number, standing, Reason(Why.FOUND, None, now))
    found.save()
    return found


def base_of(*, band_id: int, seen: int, standing: Standing, now: datetime) -> BandRevision:
    """What somebody had before them who saw the band when its newest revision was `seen`.

    That is the newest one while nobody has changed the band since. Call with the row locked.
    """
    first = BandRevision.objects.since(band_id, seen).first()
    before = first and BandRevision.objects.before(first)
    return before or caught_up(band_id=band_id, standing=standing, now=now)
