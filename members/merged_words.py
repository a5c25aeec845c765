"""What the merge of two keywords does to picks, and taking it back (CONTRACT D55, S19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from members.models import Member, MemberKeyword


@dataclass(frozen=True)
class PickMoves:
    """What a merge did: enough to undo it. A pick is (member id, when it was made)."""

    moved: tuple[int, ...] = ()  # members who had picked the dropped word alone
    both: tuple[tuple[int, datetime], ...] = ()  # picks of the dropped word beside the kept one


def move_picks(*, kept_id: int, dropped_id: int) -> PickMoves:
    """Let picks of one keyword be picks of the other, once a member. Call in a transaction.

    A member who had picked both keeps the pick of the kept word as it was.
    """
    _lock(MemberKeyword.objects.filter(keyword=dropped_id).values("member"))
    rows = MemberKeyword.objects.filter(keyword=dropped_id)
    doubled = rows.filter(member__in=_pickers(kept_id)).order_by("member")
    both = tuple(doubled.values_list("member_id", "picked_at"))
    doubled.delete()
    moved = tuple(rows.order_by("member").values_list("member_id", flat=True))
    rows.update(keyword=kept_id)
    return PickMoves(moved, both)


def return_picks(*, kept_id: int, dropped_id: int, moves: PickMoves) -> None:
    """Take a move back. Who has unpicked the kept word since keeps what there is now."""
    times = dict(moves.both)
    _lock([*moves.moved, *times])
    there = MemberKeyword.objects.filter(keyword=dropped_id).values("member")
    moved = MemberKeyword.objects.filter(keyword=kept_id, member__in=moves.moved)
    moved.exclude(member__in=there).update(keyword=dropped_id)
    MemberKeyword.objects.bulk_create(
        [
            MemberKeyword(member_id=pk, keyword_id=dropped_id, picked_at=times[pk])
            for pk in _with_room(_pickers(kept_id).filter(member__in=times))
        ],
        ignore_conflicts=True,
    )


def _pickers(keyword_id: int):
    return MemberKeyword.objects.filter(keyword=keyword_id).values("member")


def _with_room(members) -> Iterable[int]:
    """Those of them who may pick one more keyword."""
    counted = Member.objects.filter(pk__in=members).annotate(
        picks=Count("keyword_picks", filter=Q(keyword_picks__keyword__deleted_at=None))
    )
    roomy = counted.filter(picks__lt=settings.MAX_PICKED_KEYWORDS)
    return roomy.order_by("pk").values_list("pk", flat=True)


def _lock(members) -> None:
    """Hold the members' rows, as whoever changes their picks does, always in the same order."""
    rows = Member.objects.filter(pk__in=members).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))
