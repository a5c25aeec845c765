"""Ask once a week, keep what is said, and read it by week."""

from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from members.models import BandFeedback, Member
from members.picks import lock
from recommendations.evaluation.bootstrap import Interval
from recommendations.rating.opinions import mean_of
from recommendations.satisfaction.due import is_due
from recommendations.satisfaction.models import Agreement, WeeklyAnswer
from recommendations.satisfaction.weeks import Week, weeks
from recommendations.suggest.models import RecommendList


class NothingAnswered(DomainError):
    code = "nothing_answered"
    message = _("추천이 마음에 들었는지 다섯 가운데 하나를 골라 주세요.")


def is_asked(*, member_id: int, now: datetime) -> bool:
    """Whether the question is due; one statement."""
    last = Subquery(WeeklyAnswer.objects.last_of(OuterRef("member")))
    lists = RecommendList.objects.filter(member=member_id).values_list(last, flat=True)
    found = list(lists)
    return is_due(has_list=bool(found), last=found[0] if found else None, now=now)


def answer(
    *, member: Member, satisfaction: int | None, found_new: bool | None, now: datetime
) -> None:
    """Keep an answer, unless there is one of this week. Raises `NothingAnswered`."""
    if satisfaction not in Agreement.values:
        raise NothingAnswered
    _keep(member, now, satisfaction=satisfaction, found_new=found_new)


def put_off(*, member: Member, now: datetime) -> None:
    """Not this week."""
    _keep(member, now)


@transaction.atomic
def _keep(member: Member, now: datetime, **said: Any) -> None:
    lock(member)
    if is_asked(member_id=member.pk, now=now):
        has_reacted = BandFeedback.objects.filter(member=member).exists()
        WeeklyAnswer.objects.create(member=member, answered_at=now, has_reacted=has_reacted, **said)


def all_weeks() -> list[Week]:
    return weeks(WeeklyAnswer.objects.counting().by_week())


def with_and_without_feedback() -> dict[bool, tuple[int, Interval]]:
    """Answers and their mean, of those who had said something of a band and who had not.

    Its interval is over members (CONTRACT S82). A group without answers is left out.
    """
    rows = WeeklyAnswer.objects.counting().filter(satisfaction__isnull=False).order_by()
    given: dict[bool, list[tuple[int, int]]] = {}
    for has_reacted, *one in rows.values_list("has_reacted", "member_id", "satisfaction"):
        given.setdefault(has_reacted, []).append((one[0], one[1]))
    return {has: (len(rows), _mean(rows)) for has, rows in sorted(given.items(), reverse=True)}


def _mean(given: list[tuple[int, int]]) -> Interval:
    members, answers = np.array(given).T
    return mean_of(members, answers.astype(np.float64))
