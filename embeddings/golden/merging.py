"""The golden pairs' part of a merge of two bands: a judgement of one holds for the other."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bands.duplicates.movers import Left, Moved, Mover, Pair
from embeddings.golden.models import GoldenPair

SIDES = ("band_a", "band_b")


def move(pair: Pair) -> Moved:
    """Pairs of the merged band become the kept one's.

    Those that the kept band has already, or would have with itself, stay as they are: a pair
    with a hidden band does not count.
    """
    known = _partners(pair.kept_id) | {pair.kept_id}
    moved = []
    for row in _of(pair.merged_id):
        side = SIDES[row.band_b_id == pair.merged_id]
        partner = row.band_a_id if side == "band_b" else row.band_b_id
        if partner not in known:
            GoldenPair.objects.filter(pk=row.pk).update(**{side: pair.kept_id})
            moved.append([row.pk, side])
    return {"moved": moved}


def undo(pair: Pair, moved: Moved) -> Left:
    back = sum(
        GoldenPair.objects.filter(pk=pk, **{side: pair.kept_id}).update(**{side: pair.merged_id})
        for pk, side in moved["moved"]
    )
    return {"gone": len(moved["moved"]) - back}


def weigh(band_id: int) -> list[str]:
    return [str(_("기준 짝 %d개")) % len(_of(band_id))]


def tell(moved: Moved) -> list[str]:
    return [str(_("기준 짝 %d개")) % len(moved["moved"])]


def _of(band_id: int) -> list[GoldenPair]:
    named = Q(band_a=band_id) | Q(band_b=band_id)
    return list(GoldenPair.objects.filter(named).order_by("pk"))


def _partners(band_id: int) -> set[int]:
    return {one for row in _of(band_id) for one in (row.band_a_id, row.band_b_id)} - {band_id}


MOVER = Mover(
    key="golden",
    models=(GoldenPair,),
    move=move,
    undo=undo,
    weigh=weigh,
    tell=tell,
    says={"gone": _("합친 뒤에 없앤 기준 짝 %d개는 그대로 두었습니다.")},
)
