"""The parts of the members app: the account, the picks, what was said of bands."""

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from members.account.parts import Part, rows
from members.models import BandFeedback, Member, MemberBand, MemberKeyword

PICKED = ("picked_at", "pk")


def read_account(member_id: int) -> dict[str, Any]:
    member = Member.objects.get(pk=member_id)
    return {
        "userId": member.username,
        "email": member.email,
        "externalId": str(member.external_id),
        "joinedAt": member.date_joined.isoformat(),
        "lastLoginAt": moment(member.last_login),
        "roles": sorted(member.groups.values_list("name", flat=True)),
    }


def delete_traces(member_id: int) -> None:
    """Used-up tokens, failed tries to come in, and the name in the administrators' history."""
    member = Member.objects.get(pk=member_id)
    OutstandingToken.objects.filter(user=member).delete()
    by_name = Q(username__iexact=member.username) | Q(username__iexact=member.email)
    AccessAttempt.objects.filter(by_name).delete()
    kind = ContentType.objects.get_for_model(Member)
    LogEntry.objects.filter(content_type=kind, object_id=str(member_id)).update(object_repr="")


def band_as_json(row: MemberBand) -> dict[str, Any]:
    return {"bandId": row.band_id, "band": row.band.name, "pickedAt": row.picked_at.isoformat()}


def keyword_as_json(row: MemberKeyword) -> dict[str, Any]:
    return {
        "keywordId": row.keyword_id,
        "keyword": row.keyword.keyword,
        "pickedAt": row.picked_at.isoformat(),
    }


def feedback_as_json(row: BandFeedback) -> dict[str, Any]:
    return {
        "bandId": row.band_id,
        "band": row.band.name,
        "stance": row.stance,
        "reason": row.reason,
        "until": moment(row.until),
        "madeAt": row.made_at.isoformat(),
    }


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


PARTS = (
    Part(
        key="account",
        models=(Member, Member.groups.through),
        read=read_account,
        delete=delete_traces,
    ),
    Part(
        key="bands",
        models=(MemberBand,),
        read=rows(MemberBand, band_as_json, order=PICKED, related=["band"]),
        title=_("고른 밴드"),
    ),
    Part(
        key="keywords",
        models=(MemberKeyword,),
        read=rows(MemberKeyword, keyword_as_json, order=PICKED, related=["keyword"]),
        title=_("고른 키워드"),
    ),
    Part(
        key="feedback",
        models=(BandFeedback,),
        read=rows(BandFeedback, feedback_as_json, related=["band"]),
        title=_("내 반응"),
    ),
)
