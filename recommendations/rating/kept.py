"""Ratings, as a part of what is kept about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part
from recommendations.rating.models import Rating


def read(member_id: int) -> list[dict[str, Any]]:
    rows = Rating.objects.filter(member=member_id).select_related("band").order_by("pk")
    return [
        {
            "bandId": row.band_id,
            "band": row.band.name,
            "stars": row.stars,
            "listMadeAt": row.list_made_at.isoformat(),
            "algorithm": row.algorithm,
            "score": row.score,
            "ratedAt": row.rated_at.isoformat(),
        }
        for row in rows
    ]


def count(member_id: int) -> int:
    return Rating.objects.filter(member=member_id).count()


PART = Part(
    key="ratings",
    models=(Rating,),
    read=read,
    title=_("추천에 매긴 평점"),
    count=count,
    page="rating:rate",
)
