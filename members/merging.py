"""Members' part of a merge of two bands: their picks and blocks follow, none is lost or doubled."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bands.duplicates.movers import Left, Moved, Mover, Pair
from members.models import Member, MemberBand, MemberBlock

Rows = list[list[Any]]  # of JSON: id, member, and the row's moment


def move(pair: Pair) -> Moved:
    """Picks and blocks of the merged band become the kept one's; a second one of a member goes."""
    lock_members(_concerned(pair))
    return {"picks": _move_picks(pair), "blocks": _move_blocks(pair)}


def undo(pair: Pair, moved: Moved) -> Left:
    """Bring back what is still there; what a member took away since stays away."""
    lock_members(_concerned(pair))
    picks, blocks = moved["picks"], moved["blocks"]
    return {
        "unpicked": _move_back(MemberBand, pair, picks, "picked_at"),
        "unblocked": _move_back(MemberBlock, pair, blocks, "until"),
        "block_changed": _loosen(blocks["strengthened"]),
    }


def lock_members(member_ids: Iterable[int]) -> None:
    """Always in id order, and after the bands' rows, so that two writers never wait in a ring."""
    locked = Member.objects.filter(pk__in=list(member_ids)).order_by("pk")
    list(locked.select_for_update(no_key=True).values_list("pk"))


def weigh(band_id: int) -> list[str]:
    picked = MemberBand.objects.filter(band=band_id).count()
    return [str(_("고른 회원 %d명")) % picked]


def tell(moved: Moved) -> list[str]:
    amounts = {what: len(moved[what]["moved"]) + len(moved[what]["removed"]) for what in moved}
    return [
        str(_("고른 회원 %d명")) % amounts["picks"],
        str(_("‘보지 않기’ %d개")) % amounts["blocks"],
    ]


def _concerned(pair: Pair) -> set[int]:
    named = Q(band__in=(pair.kept_id, pair.merged_id))
    return {
        member_id
        for rows in (MemberBand.objects, MemberBlock.objects)
        for member_id in rows.filter(named).values_list("member_id", flat=True)
    }


def _move_picks(pair: Pair) -> Moved:
    doubled, single = _split(MemberBand.objects.all(), pair)
    moved = {"moved": [row.pk for row in single], "removed": _as_json(doubled, "picked_at")}
    MemberBand.objects.filter(pk__in=moved["moved"]).update(band=pair.kept_id)
    MemberBand.objects.filter(pk__in=[row.pk for row in doubled]).delete()
    return moved


def _move_blocks(pair: Pair) -> Moved:
    """Of two blocks the one that lasts longer holds."""
    doubled, single = _split(MemberBlock.objects.all(), pair)
    moved = {"moved": [row.pk for row in single], "removed": _as_json(doubled, "until")}
    MemberBlock.objects.filter(pk__in=moved["moved"]).update(band=pair.kept_id)
    MemberBlock.objects.filter(pk__in=[row.pk for row in doubled]).delete()
    return moved | {"strengthened": _strengthen(pair, doubled)}


def _split(rows: QuerySet, pair: Pair) -> tuple[list[Any], list[Any]]:
    """The merged band's rows of members that have the kept band too, and of those who do not."""
    has_kept = set(rows.filter(band=pair.kept_id).values_list("member_id", flat=True))
    own = list(rows.filter(band=pair.merged_id).order_by("pk").select_for_update())
    doubled = [row for row in own if row.member_id in has_kept]
    return doubled, [row for row in own if row.member_id not in has_kept]


def _strengthen(pair: Pair, doubled: list[MemberBlock]) -> Rows:
    wanted = {row.member_id: row.until for row in doubled}
    strengthened = []
    for block in MemberBlock.objects.filter(band=pair.kept_id, member__in=wanted):
        longer = _longer(block.until, wanted[block.member_id])
        if longer != block.until:
            strengthened.append([block.pk, _moment(block.until), _moment(longer)])
            MemberBlock.objects.filter(pk=block.pk).update(until=longer)
    return strengthened


def _loosen(strengthened: Rows) -> int:
    """How many blocks were changed since, and stay."""
    return sum(
        not MemberBlock.objects.filter(pk=pk, until=_read(longer)).update(until=_read(before))
        for pk, before, longer in strengthened
    )


def _move_back(model: Any, pair: Pair, moved: Moved, moment: str) -> int:
    """How many rows are gone since, and stay so."""
    still = model.objects.filter(pk__in=moved["moved"], band=pair.kept_id)
    back = still.update(band=pair.merged_id)
    has_kept = set(model.objects.filter(band=pair.kept_id).values_list("member_id", flat=True))
    again = [row for row in moved["removed"] if row[1] in has_kept]
    model.objects.bulk_create(
        model(pk=pk, member_id=member_id, band_id=pair.merged_id, **{moment: _read(at)})
        for pk, member_id, at in again
    )
    return len(moved["moved"]) - back + len(moved["removed"]) - len(again)


def _as_json(rows: list[Any], moment: str) -> Rows:
    return [[row.pk, row.member_id, _moment(getattr(row, moment))] for row in rows]


def _longer(one: datetime | None, other: datetime | None) -> datetime | None:
    """None is for ever."""
    return None if one is None or other is None else max(one, other)


def _moment(at: datetime | None) -> str | None:
    return at and at.isoformat()


def _read(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


MOVER = Mover(
    key="members",
    models=(MemberBand, MemberBlock),
    move=move,
    undo=undo,
    weigh=weigh,
    tell=tell,
    says={
        "unpicked": _("합친 뒤에 고르기를 거둔 회원 %d명은 그대로 두었습니다."),
        "unblocked": _("합친 뒤에 ‘보지 않기’를 푼 회원 %d명은 그대로 두었습니다."),
        "block_changed": _("합친 뒤에 ‘보지 않기’를 고친 회원 %d명은 그대로 두었습니다."),
    },
)
