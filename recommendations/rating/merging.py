"""The ratings' part of a merge: they follow, and of two of one list the kept band's stays."""

from django.utils.translation import gettext_lazy as _

from bands.duplicates.following import Following
from bands.duplicates.movers import Left, Moved, Mover, Pair
from recommendations.rating.models import Rating

RATINGS = Following(
    Rating,
    once=("member_id", "list_made_at"),
    columns=("id", "member_id", "list_made_at", "algorithm", "score", "stars", "rated_at"),
)


def move(pair: Pair) -> Moved:
    return RATINGS.move(pair, *RATINGS.split(pair))


def undo(pair: Pair, moved: Moved) -> Left:
    """A merge from when ratings stayed with their band moved none."""
    return {"unrated": RATINGS.move_back(pair, moved)} if moved else {}


def tell(moved: Moved) -> list[str]:
    amount = sum(len(rows) for rows in moved.values())
    return [str(_("추천 목록에 매긴 평점 %d개")) % amount]


MOVER = Mover(
    key="ratings",
    models=(Rating,),
    move=move,
    undo=undo,
    tell=tell,
    says={"unrated": _("합친 뒤에 지워진 평점 %d개는 되돌리지 않았습니다.")},
)
