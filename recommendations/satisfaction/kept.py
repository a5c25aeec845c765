"""Weekly answers, as a part of what is kept about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part, amount, rows
from recommendations.satisfaction.models import WeeklyAnswer


def as_json(row: WeeklyAnswer) -> dict[str, Any]:
    return {
        "answeredAt": row.answered_at.isoformat(),
        "satisfaction": row.satisfaction,
        "foundNew": row.found_new,
        "hadReacted": row.has_reacted,
    }


PART = Part(
    key="weeklyAnswers",
    models=(WeeklyAnswer,),
    read=rows(WeeklyAnswer, as_json),
    title=_("한 주에 한 번 한 답"),
    count=amount(WeeklyAnswer),
)
