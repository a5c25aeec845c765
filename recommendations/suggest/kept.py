"""The stored list, as a part of what is kept about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part, amount
from recommendations.suggest.models import BandRecommend, RecommendList


def read(member_id: int) -> dict[str, Any] | None:
    header = RecommendList.objects.filter(member=member_id).first()
    if header is None:
        return None
    rows = BandRecommend.objects.filter(member=member_id).select_related("band")
    return {
        "madeAt": header.made_at.isoformat(),
        "algorithm": header.algorithm,
        "requestedAlgorithm": header.requested_algorithm,
        "bands": [_band(row) for row in rows.order_by("priority")],
    }


def _band(row: BandRecommend) -> dict[str, Any]:
    return {
        "bandId": row.band_id,
        "band": row.band.name,
        "priority": row.priority,
        "score": row.score,
        "reasons": row.reasons,
    }


PART = Part(
    key="list",
    models=(RecommendList, BandRecommend),
    read=read,
    title=_("추천받은 밴드"),
    count=amount(BandRecommend),
    page="suggest:list",
)
