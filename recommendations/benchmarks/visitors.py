"""The members of a data set as a client knows them: a token and what was picked."""

from dataclasses import dataclass

from embeddings.services import keyword_fingerprint
from members.models import Member, MemberBand
from members.tokens import AccessToken
from recommendations.benchmarks import sentences


@dataclass(frozen=True)
class Visitor:
    token: str
    band_ids: tuple[int, ...]
    sentence: str  # the fingerprint of the keywords' text


def visitors() -> list[Visitor]:
    """All members, in id order."""
    picks: dict[int, list[int]] = {}
    rows = MemberBand.objects.order_by("member_id", "band_id")
    for member_id, band_id in rows.values_list("member_id", "band_id"):
        picks.setdefault(member_id, []).append(band_id)
    words = sentences.of_members()
    return [
        Visitor(
            str(AccessToken.for_member(member)),
            tuple(picks[member.pk]),
            keyword_fingerprint(words[member.pk]),
        )
        for member in Member.objects.filter(pk__in=picks).order_by("pk")
    ]
