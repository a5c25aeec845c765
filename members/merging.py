"""Members' part of a merge of two bands: their picks and what they said follow, none is doubled."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bands.duplicates.movers import Left, Moved, Mover, Pair
from members.models import BandFeedback, Member, MemberBand, Stance

COLUMNS: dict[type[Model], tuple[str, ...]] = {
    MemberBand: ("id", "member_id", "picked_at"),
    BandFeedback: ("id", "member_id", "until", "stance", "reason", "made_at"),
}
MOMENTS = {"picked_at", "until", "made_at"}
WORD = ("stance", "reason", "until", "made_at")
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Row = list[Any]  # of JSON: as many of a model's columns as there were when it was written
Word = dict[str, Any]  # of JSON: what a member said of a band


def move(pair: Pair) -> Moved:
    """What was chosen and said of the merged band is of the kept one; a second one goes."""
    lock_members(_concerned(pair))
    return {"picks": _move_picks(pair), "blocks": _move_feedback(pair)}


def undo(pair: Pair, moved: Moved) -> Left:
    """Bring back what is still there; what a member took away since stays away."""
    lock_members(_concerned(pair))
    picks, feedback = moved["picks"], moved["blocks"]
    return {
        "unpicked": _move_back(MemberBand, pair, picks),
        "unblocked": _move_back(BandFeedback, pair, feedback),
        "block_changed": _weaken(feedback["strengthened"]),
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
        str(_("회원의 반응 %d개")) % amounts["blocks"],
    ]


def _concerned(pair: Pair) -> set[int]:
    named = Q(band__in=(pair.kept_id, pair.merged_id))
    return {
        member_id
        for rows in (MemberBand.objects, BandFeedback.objects)
        for member_id in rows.filter(named).values_list("member_id", flat=True)
    }


def _move_picks(pair: Pair) -> Moved:
    return _moved(MemberBand, pair, *_split(MemberBand.objects.all(), pair))


def _move_feedback(pair: Pair) -> Moved:
    """Of two words about one band the one that keeps it away longer holds."""
    doubled, single = _split(BandFeedback.objects.all(), pair)
    moved = _moved(BandFeedback, pair, doubled, single)
    return moved | {"strengthened": _strengthen(pair, doubled)}


def _split(rows: QuerySet, pair: Pair) -> tuple[list[Any], list[Any]]:
    """The merged band's rows of members that have the kept band too, and of those who do not."""
    has_kept = set(rows.filter(band=pair.kept_id).values_list("member_id", flat=True))
    own = list(rows.filter(band=pair.merged_id).order_by("pk").select_for_update())
    doubled = [row for row in own if row.member_id in has_kept]
    return doubled, [row for row in own if row.member_id not in has_kept]


def _moved(model: Any, pair: Pair, doubled: list[Any], single: list[Any]) -> Moved:
    ids = [row.pk for row in single]
    model.objects.filter(pk__in=ids).update(band=pair.kept_id)
    model.objects.filter(pk__in=[row.pk for row in doubled]).delete()
    return {
        "moved": ids,
        "removed": [list(_written(row, COLUMNS[model]).values()) for row in doubled],
    }


def _strengthen(pair: Pair, doubled: list[BandFeedback]) -> list[Row]:
    of_merged = {row.member_id: row for row in doubled}
    strengthened = []
    for row in BandFeedback.objects.filter(band=pair.kept_id, member__in=of_merged):
        stronger = max(row, of_merged[row.member_id], key=_strength)
        if stronger is not row:
            word = _written(stronger, WORD)
            strengthened.append([row.pk, _written(row, WORD), word])
            BandFeedback.objects.filter(pk=row.pk).update(**_read(word))
    return strengthened


def _strength(row: BandFeedback) -> tuple[bool, bool, datetime]:
    """A like keeps nothing away; no end is for ever."""
    return row.stance != Stance.LIKED, row.until is None, row.until or LONG_AGO


def _weaken(strengthened: list[Row]) -> int:
    """How many words were changed since, and stay."""
    return sum(
        not BandFeedback.objects.filter(pk=pk, **_read(_word(stronger))).update(
            **_read(_word(before))
        )
        for pk, before, stronger in strengthened
    )


def _word(stored: Word | str | None) -> Word:
    """Merges from before there was anything but blocks kept only a block's end."""
    return stored if isinstance(stored, dict) else {"until": stored}


def _move_back(model: Any, pair: Pair, moved: Moved) -> int:
    """How many rows are gone since, and stay so."""
    still = model.objects.filter(pk__in=moved["moved"], band=pair.kept_id)
    back = still.update(band=pair.merged_id)
    has_kept = set(model.objects.filter(band=pair.kept_id).values_list("member_id", flat=True))
    again = [row for row in moved["removed"] if row[1] in has_kept]
    model.objects.bulk_create(_made(model, row, pair.merged_id) for row in again)
    return len(moved["moved"]) - back + len(moved["removed"]) - len(again)


def _made(model: Any, row: Row, band_id: int) -> Any:
    """A row as it was; one of a block from before there was anything else has no stance."""
    columns = _read(dict(zip(COLUMNS[model], row, strict=False)))
    if model is BandFeedback:
        columns.setdefault("stance", Stance.HIDDEN)
    return model(band_id=band_id, **columns)


def _written(row: Any, columns: Iterable[str]) -> Word:
    values = {column: getattr(row, column) for column in columns}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _read(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if value and name in MOMENTS else value
        for name, value in columns.items()
    }


MOVER = Mover(
    key="members",
    models=(MemberBand, BandFeedback),
    move=move,
    undo=undo,
    weigh=weigh,
    tell=tell,
    says={
        "unpicked": _("합친 뒤에 고르기를 거둔 회원 %d명은 그대로 두었습니다."),
        "unblocked": _("합친 뒤에 반응을 거두거나 바꾼 회원 %d명은 그대로 두었습니다."),
        "block_changed": _("합치며 하나가 된 뒤에 반응을 바꾼 회원 %d명은 그대로 두었습니다."),
    },
)
