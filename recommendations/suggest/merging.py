"""The stored lists' part of a merge of two bands: a list names the band that is there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bands.duplicates.movers import Left, Moved, Mover, Pair
from members.merging import lock_members
from members.models import MemberBand
from recommendations.suggest.models import BandRecommend, RecommendList

COLUMNS = ("pk", "member_id", "band_id", "score", "priority", "reasons", "is_picked")


@dataclass(frozen=True)
class Place:
    """One row of a stored list."""

    pk: int
    member_id: int
    band_id: int
    score: float
    priority: int
    reasons: dict[str, Any]
    is_picked: bool = False


def move(pair: Pair) -> Moved:
    """Rewrite every list that names the merged band; what it was is kept for an undo.

    A list shows no band twice and none that its member picked: such a row goes and the others
    move up.
    """
    member_ids = _members_shown(pair)
    lock_members(member_ids)
    _hold_lists(member_ids)
    before = _places(member_ids)
    picked = set(
        MemberBand.objects.filter(band=pair.kept_id, member__in=member_ids).values_list(
            "member_id", flat=True
        )
    )
    after = (place for mine in before.values() for place in _rewritten(mine, pair, picked))
    _write(member_ids, after)
    return {
        "lists": [[list(vars(place).values()) for place in mine] for mine in before.values()],
        "made": _made(member_ids),
    }


def undo(pair: Pair, moved: Moved) -> Left:
    """Put back the lists that were not made anew since."""
    lists = [[Place(*row) for row in rows] for rows in moved["lists"]]
    of_members = {mine[0].member_id: mine for mine in lists}
    lock_members(of_members)
    made = _made(of_members)
    same = [pk for pk in of_members if moved["made"].get(str(pk)) == made.get(str(pk))]
    _write(same, (place for pk in same for place in of_members[pk]))
    return {"remade": len(lists) - len(same)}


def weigh(band_id: int) -> list[str]:
    lists = BandRecommend.objects.filter(band=band_id).count()
    return [str(_("저장된 추천 목록 %d개")) % lists]


def tell(moved: Moved) -> list[str]:
    return [str(_("저장된 추천 목록 %d개")) % len(moved["lists"])]


def _members_shown(pair: Pair) -> list[int]:
    """Whose list names one of the two, or gives the merged one as a reason."""
    named = Q(band__in=(pair.kept_id, pair.merged_id)) | Q(reasons__because=pair.merged_id)
    rows = BandRecommend.objects.filter(named).order_by("member_id")
    return list(rows.values_list("member_id", flat=True).distinct())


def _hold_lists(member_ids: Iterable[int]) -> None:
    """Whoever rates one of these lists has done so, or sees it as it will be."""
    lists = RecommendList.objects.filter(member__in=list(member_ids)).order_by("pk")
    list(lists.select_for_update(no_key=True).values_list("pk"))


def _places(member_ids: Iterable[int]) -> dict[int, list[Place]]:
    lists: dict[int, list[Place]] = defaultdict(list)
    rows = BandRecommend.objects.filter(member__in=member_ids).order_by("member_id", "priority")
    for row in rows.values_list(*COLUMNS):
        lists[row[1]].append(Place(*row))
    return lists


def _rewritten(mine: list[Place], pair: Pair, picked: set[int]) -> Iterator[Place]:
    shown: set[int] = set()
    for place in mine:
        band_id = pair.kept_id if place.band_id == pair.merged_id else place.band_id
        is_picked = band_id == pair.kept_id and place.member_id in picked
        if band_id not in shown and not is_picked:
            shown.add(band_id)
            yield replace(
                place,
                band_id=band_id,
                priority=len(shown),
                reasons=_reasons(place.reasons, pair),
            )


def _reasons(reasons: dict[str, Any], pair: Pair) -> dict[str, Any]:
    is_gone = reasons.get("because") == pair.merged_id
    return reasons | {"because": pair.kept_id} if is_gone else reasons


def _made(member_ids: Iterable[int]) -> dict[str, str]:
    headers = RecommendList.objects.filter(member__in=list(member_ids))
    return {str(pk): at.isoformat() for pk, at in headers.values_list("pk", "made_at")}


def _write(member_ids: Iterable[int], places: Iterable[Place]) -> None:
    """Make these the rows of these members' lists."""
    BandRecommend.objects.filter(member__in=list(member_ids)).delete()
    BandRecommend.objects.bulk_create(BandRecommend(**vars(place)) for place in places)


MOVER = Mover(
    key="lists",
    models=(BandRecommend,),
    move=move,
    undo=undo,
    weigh=weigh,
    tell=tell,
    says={"remade": _("합친 뒤에 새로 만든 추천 목록 %d개는 그대로 두었습니다.")},
)
