"""Make stored lists again from what was noted of them, and compare bit for bit (FEATURES N14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bands.models import Keyword
from config.errors import DomainError
from embeddings.models import EmbeddingSpace
from recommendations.suggest.deciding import Decision, decide
from recommendations.suggest.inputs import Inputs
from recommendations.suggest.models import BandRecommend, RecommendList

Row = tuple[int, float, int]  # band, score, priority

CHUNK = 100


class Verdict(StrEnum):
    SAME = "same"
    VECTORS_CHANGED = "vectors changed"  # the list, too, and so nothing can be said of the code
    DIFFERENT = "different"  # from the same picks and vectors
    NOT_NOTED = "not noted"  # made before the inputs were


@dataclass(frozen=True)
class Replay:
    """One list: `vectors_changed` also where it came out the same."""

    member_id: int
    verdict: Verdict
    vectors_changed: bool = False


def replayed(*, limit: int, now: datetime) -> Iterator[Replay]:
    """The `limit` newest lists. Nothing is stored, and no provider is asked."""
    headers = RecommendList.objects.order_by("-made_at", "member_id")[:limit]
    for header in headers.iterator(chunk_size=CHUNK):
        yield _replay(header, now)


def _replay(header: RecommendList, now: datetime) -> Replay:
    if not header.vectors_hash:
        return Replay(header.member_id, Verdict.NOT_NOTED)
    decision = _decided_again(header, now)
    changed = decision is None or decision.vectors_hash != header.vectors_hash
    if decision is not None and _rows_of(decision) == _stored(header):
        return Replay(header.member_id, Verdict.SAME, changed)
    verdict = Verdict.VECTORS_CHANGED if changed else Verdict.DIFFERENT
    return Replay(header.member_id, verdict, changed)


def _decided_again(header: RecommendList, now: datetime) -> Decision | None:
    """In the space of its moment; None where that, or the method, is gone."""
    space = EmbeddingSpace.objects.filter(pk=header.space_id).first()
    if space is None:
        return None
    try:
        return decide(
            inputs=_inputs(header),
            now=now,
            algorithm=header.requested_algorithm,
            space=space,
            may_call=False,
        )
    except DomainError:
        return None


def _inputs(header: RecommendList) -> Inputs:
    words = Keyword.objects.filter(pk__in=header.keyword_ids).order_by("pk")
    return Inputs(
        band_ids=tuple(header.band_ids),
        keyword_ids=tuple(header.keyword_ids),
        keywords=tuple(words.values_list("keyword", flat=True)),
        blocked_ids=tuple(header.blocked_ids),
    )


def _rows_of(decision: Decision) -> list[Row]:
    hits = enumerate(decision.ranking.hits, start=1)
    return [(hit.band_id, hit.score, priority) for priority, hit in hits]


def _stored(header: RecommendList) -> list[Row]:
    rows = BandRecommend.objects.filter(member=header.member_id).order_by("priority")
    return list(rows.values_list("band_id", "score", "priority"))
