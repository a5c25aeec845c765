"""What experiments counted, as a part of what is kept about a member.

Their log knows the member by a keyed hash alone, which no foreign key follows.
"""

from typing import Any

from members.account.parts import Part
from recommendations.experiments.models import Experiment, Exposure
from recommendations.experiments.services import subject_of


def read(member_id: int) -> list[dict[str, Any]]:
    rows = Exposure.objects.filter(subject__in=_subjects(member_id)).select_related("experiment")
    return [
        {
            "experiment": row.experiment.slug,
            "algorithm": row.arm,
            "firstSeenAt": row.first_seen_at.isoformat(),
            "lists": row.shown,
            "picks": row.picked,
        }
        for row in rows.order_by("pk")
    ]


def delete(member_id: int) -> None:
    Exposure.objects.filter(subject__in=_subjects(member_id)).delete()


def _subjects(member_id: int) -> list[str]:
    """The member's hash in each experiment."""
    salts = Experiment.objects.values_list("salt", flat=True)
    return [subject_of(member_id, salt) for salt in salts]


PART = Part(key="experiments", models=(Exposure,), read=read, delete=delete)
