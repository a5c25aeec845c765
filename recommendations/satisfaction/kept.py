"""Weekly answers, as a part of what is kept about a member."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.account.parts import Part
from recommendations.satisfaction.models import WeeklyAnswer


def read(member_id: int) -> list[dict[str, Any]]:
    return [
        {
            "answeredAt": row.answered_at.isoformat(),
            "satisfaction": row.satisfaction,
            "foundNew": row.found_new,
            "hadReacted": row.has_reacted,
        }
        for row in WeeklyAnswer.objects.filter(member=member_id).order_by("pk")
    ]


def count(member_id: int) -> int:
    return WeeklyAnswer.objects.filter(member=member_id).count()


PART = Part(
    key="weeklyAnswers",
    models=(WeeklyAnswer,),
    read=read,
    title=_("한 주에 한 번 한 답"),
    count=count,
)
