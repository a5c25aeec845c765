"""What can happen to acts that may be one: found, told apart, merged, and the merge undone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from bands.acts import Change, locked, recorded, stored_acts, write_acts
from bands.documents import Act, act_as_json, act_from_json
from bands.duplicates import movers
from bands.duplicates.document import Choice, undone, united
from bands.duplicates.models import BandMerge, DuplicatePair, DuplicateSearch
from bands.duplicates.movers import Left, Pair
from bands.duplicates.spelling import BY_NAME, Alike, Name, alike
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, BandName, Keyword
from config.errors import DomainError

MERGES = 64_0065  # the advisory lock that lets one merge, or undo, happen at a time
OWN = "bands"  # what this app itself could not take back


class NotMergeable(DomainError):
    code = "not_mergeable"
    message = _("합칠 수 없습니다. 두 밴드가 다 있어야 하고, 서로 달라야 합니다.")


class ActsChanged(DomainError):
    code = "acts_changed"
    status = 409
    message = _("그사이 누가 이 밴드를 고쳤습니다. 지금의 내용을 다시 보고 합쳐 주세요.")


class AlreadyUndone(DomainError):
    code = "already_undone"
    status = 409
    message = _("이미 취소한 합치기입니다.")


class UndoLaterFirst(DomainError):
    code = "undo_later_first"
    status = 409
    message = _("뒤에 한 합치기(%s)를 먼저 취소해 주세요. 나중 것부터 차례로 되돌립니다.")


# --- Proposals ---------------------------------------------------------------------------------
def find_by_name(*, now: datetime) -> None:
    """Compare all names and store which acts may be one.

    A pair that somebody dismissed stays dismissed for ever. One whose names no longer agree goes.
    """
    names = BandName.objects.filter(band__deleted_at=None).order_by("band", "pk")
    found = alike(Name(*row) for row in names.values_list("band_id", "text", "is_primary"))
    propose(found=found, whys=BY_NAME, now=now)


def note_search(*, now: datetime) -> None:
    """Keep that everything was compared, for who asks how fresh the pairs are."""
    DuplicateSearch.objects.create(
        at=now,
        n_bands=Band.objects.live().count(),
        n_open=DuplicatePair.objects.open().count(),
    )


@transaction.atomic
def propose(*, found: Iterable[Alike], whys: Collection[str], now: datetime) -> None:
    """Make these the open pairs among those that are there for one of these reasons."""
    rows = {(one.a, one.b): _pair(one, now) for one in found}
    stored = DuplicatePair.objects.filter(dismissed_at=None, why__in=whys)
    gone = [pair.pk for pair in stored if (pair.a_id, pair.b_id) not in rows]
    DuplicatePair.objects.filter(pk__in=gone).delete()
    DuplicatePair.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=["why", "likeness", "spelled_a", "spelled_b", "found_at"],
    )


def _pair(one: Alike, now: datetime) -> DuplicatePair:
    return DuplicatePair(
        a_id=one.a,
        b_id=one.b,
        why=one.reason.value,
        likeness=one.likeness,
        spelled_a=one.spelled[0],
        spelled_b=one.spelled[1],
        found_at=now,
    )


def dismiss(*, pair_ids: Collection[int], by: int | None, now: datetime) -> int:
    """A person says that these are two acts; it is not asked again."""
    pairs = DuplicatePair.objects.filter(pk__in=pair_ids, dismissed_at=None)
    return pairs.update(dismissed_at=now, dismissed_by=by)


def tell_apart(*, pair: Pair, by: int | None, now: datetime) -> None:
    """A person says that these are two acts, proposed or not."""
    a, b = sorted(_ids(pair))
    said = {"dismissed_at": now, "dismissed_by_id": by}
    new = {"why": BY_NAME[0].value, "likeness": 0.0, "found_at": now}
    DuplicatePair.objects.update_or_create(
        a_id=a, b_id=b, defaults=said, create_defaults=said | new
    )


def reopen(*, pair_ids: Collection[int]) -> int:
    return DuplicatePair.objects.filter(pk__in=pair_ids).update(
        dismissed_at=None, dismissed_by=None
    )


# --- Merging -----------------------------------------------------------------------------------
def seen(acts: Mapping[int, Act]) -> str:
    """A word for these documents as they stand: a form brings it back (RELIABILITY F12)."""
    documents = [str(act_as_json(acts[band_id])) for band_id in sorted(acts)]
    return sha256("\n".join(documents).encode()).hexdigest()[:32]


@transaction.atomic
def merge_bands(
    *, pair: Pair, choice: Choice, by: int | None, now: datetime, expected: str | None = None
) -> BandMerge:
    """Make one act part of another: its names, picks, blocks and places become the other's.

    The merged band's own rows stay where they are; it is hidden like a deleted one, and its
    addresses lead to the kept one. `expected` is `seen` of what the curator looked at.
    Raises `NotMergeable`, `ActsChanged`.
    """
    kept, merged = _both(pair)
    acts = stored_acts([kept.pk, merged.pk])
    if expected is not None and expected != seen(acts):
        raise ActsChanged
    before = acts[kept.pk]
    after = united(before, acts[merged.pk], choice)
    moved = {mover.key: mover.move(pair) for mover in movers.registered()}
    _write(before, after, Reason(Why.MERGED, by, now, note=merged.name))
    _hide(merged, deleted_at=now, reason=Reason(Why.MERGED, by, now, note=kept.name))
    return BandMerge.objects.create(
        kept=kept,
        merged=merged,
        before=act_as_json(before),
        after=act_as_json(after),
        moved=moved,
        by_id=by,
        at=now,
    )


@transaction.atomic
def undo_merge(*, merge_id: int, by: int | None, now: datetime) -> BandMerge:
    """Take a merge back exactly; what people changed since stays, and `left` counts it.

    Raises `AlreadyUndone`, `UndoLaterFirst`.
    """
    merge = _to_undo(merge_id)
    pair = Pair(merge.kept_id, merge.merged_id)
    current = stored_acts([pair.kept_id])[pair.kept_id]
    back = undone(current, before=act_from_json(merge.before), after=act_from_json(merge.after))
    _write(current, _with_live_words(back.act), Reason(Why.UNDONE, by, now, note=merge.merged.name))
    _hide(merge.merged, deleted_at=None, reason=Reason(Why.UNDONE, by, now, note=merge.kept.name))
    left = _move_back(pair, merge.moved) | {OWN: dict.fromkeys(back.changed, 1)}
    merge.left = {key: amounts for key, amounts in left.items() if any(amounts.values())}
    merge.undone_at, merge.undone_by_id = now, by
    merge.save(update_fields=["left", "undone_at", "undone_by"])
    return merge


def _both(pair: Pair) -> tuple[Band, Band]:
    """The two bands, locked, while no other merge is at work."""
    _one_at_a_time()
    found = {band.pk: band for band in locked(Band.objects.filter(pk__in=_ids(pair)).live())}
    if len(found) != 2:
        raise NotMergeable
    return found[pair.kept_id], found[pair.merged_id]


def _to_undo(merge_id: int) -> BandMerge:
    _one_at_a_time()
    merge = BandMerge.objects.select_related("kept", "merged").get(pk=merge_id)
    if merge.undone_at is not None:
        raise AlreadyUndone
    later = BandMerge.objects.after(merge).select_related("kept", "merged").last()
    if later is not None:
        raise UndoLaterFirst(str(UndoLaterFirst.message) % later)
    list(locked(Band.objects.filter(pk__in=[merge.kept_id, merge.merged_id])))
    return merge


def _with_live_words(act: Act) -> Act:
    """Without the words that were deleted since."""
    live = Keyword.objects.live().filter(keyword__in=act.keywords)
    return replace(act, keywords=frozenset(live.values_list("keyword", flat=True)))


def _ids(pair: Pair) -> tuple[int, int]:
    return pair.kept_id, pair.merged_id


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGES])


def _write(before: Act, after: Act, reason: Reason) -> None:
    if before != after:
        write_acts(changes=[Change(after=after, before=before)], reason=reason)


def _hide(band: Band, *, deleted_at: datetime | None, reason: Reason) -> None:
    bands = Band.objects.filter(pk=band.pk)
    with recorded(bands=bands, reason=reason):
        bands.update(deleted_at=deleted_at)


def _move_back(pair: Pair, moved: Mapping[str, movers.Moved]) -> dict[str, Left]:
    return {
        mover.key: mover.undo(pair, moved[mover.key])
        for mover in reversed(movers.registered())
        if mover.key in moved
    }
