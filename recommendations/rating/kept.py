"""Ratings, as a part of what is kept about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part, amount, rows
from recommendations.rating.models import Rating


def as_json(row: Rating) -> dict[str, Any]:
    return {
        "bandId": row.band_id,
        "band": row.band.name,
        "stars": row.stars,
        "listMadeAt": row.list_made_at.isoformat(),
        "algorithm": row.algorithm,
        "score": row.score,
        "ratedAt": row.rated_at.isoformat(),
    }


PART = Part(
    key="ratings",
    models=(Rating,),
    read=rows(Rating, as_json, related=["band"]),
    title=_("추천에 매긴 평점"),
    count=amount(Rating),
    page="rating:rate",
)
