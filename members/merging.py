"""Members' part of a merge of two bands: their picks and what they said follow, none is doubled."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bands.duplicates.following import Columns, Following, Row, read, written
from bands.duplicates.movers import Left, Moved, Mover, Pair
from members.models import BandFeedback, Member, MemberBand, Stance

PICKS = Following(MemberBand, once=("member_id",), columns=("id", "member_id", "picked_at"))
FEEDBACK = Following(
    BandFeedback,
    once=("member_id",),
    columns=("id", "member_id", "until", "stance", "reason", "made_at"),
    unwritten={"stance": Stance.HIDDEN},  # there was nothing but blocks
)
WORD = ("stance", "reason", "until", "made_at")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def move(pair: Pair) -> Moved:
    """What was chosen and said of the merged band is of the kept one; a second one goes."""
    lock_members(_concerned(pair))
    return {"picks": _move_picks(pair), "blocks": _move_feedback(pair)}


def undo(pair: Pair, moved: Moved) -> Left:
    """Bring back what is still there; what a member took away since stays away."""
    lock_members(_concerned(pair))
    picks, feedback = moved["picks"], moved["blocks"]
    return {
        "unpicked": PICKS.move_back(pair, picks),
        "unblocked": FEEDBACK.move_back(pair, feedback),
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
    return PICKS.move(pair, *PICKS.split(pair))


def _move_feedback(pair: Pair) -> Moved:
    """Of two words about one band the one that keeps it away longer holds."""
    doubled, single = FEEDBACK.split(pair)
    moved = FEEDBACK.move(pair, doubled, single)
    return moved | {"strengthened": _strengthen(pair, doubled)}


def _strengthen(pair: Pair, doubled: list[BandFeedback]) -> list[Row]:
    of_merged = {row.member_id: row for row in doubled}
    strengthened = []
    for row in BandFeedback.objects.filter(band=pair.kept_id, member__in=of_merged):
        stronger = max(row, of_merged[row.member_id], key=_strength)
        if stronger is not row:
            word = written(stronger, WORD)
            strengthened.append([row.pk, written(row, WORD), word])
            BandFeedback.objects.filter(pk=row.pk).update(**read(BandFeedback, word))
    return strengthened


def _strength(row: BandFeedback) -> tuple[bool, bool, datetime]:
    """A like keeps nothing away; no end is for ever."""
    return row.stance != Stance.LIKED, row.until is None, row.until or LONG_AGO


def _weaken(strengthened: list[Row]) -> int:
    """How many words were changed since, and stay."""
    return sum(
        not BandFeedback.objects.filter(pk=pk, **read(BandFeedback, _word(stronger))).update(
            **read(BandFeedback, _word(before))
        )
        for pk, before, stronger in strengthened
    )


def _word(stored: Columns | str | None) -> Columns:
    """Merges from before there was anything but blocks kept only a block's end."""
    return stored if isinstance(stored, dict) else {"until": stored}


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
