"""What the board counts. Each function is one query; what is slower is a worker's."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Max, Min, Q

from bands.drafts.models import BandDraft
from bands.duplicates.models import DuplicatePair, DuplicateSearch
from bands.link_health.models import LinkHealth
from bands.models import Keyword
from bands.symptoms import SHORT
from embeddings.golden import services as golden
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingSpace
from embeddings.states import State
from embeddings.vocabulary.proposals import open_proposals
from recommendations.board.models import BoardFigure

WAITING = (State.FAILED.value, State.PENDING.value)
Figures = dict[str, "Figure"]


@dataclass(frozen=True)
class Figure:
    """`amount` of `total` want mending; `first` is the row to begin with; `at` None is now."""

    amount: int
    total: int
    first: int | None = None
    at: datetime | None = None
    note: str = ""
    retry_at: datetime | None = None


class Waiting(NamedTuple):
    """Bands without a current vector, of one state and for one reason."""

    state: str
    reason: str
    amount: int
    first: int
    retry_at: datetime | None


# Joined once, where a condition on each row would ask six tables 20,000 times.
MISSING = """
SELECT count(*), {wanted}
FROM band
LEFT JOIN band_description AS description ON description.band_id = band.id
LEFT JOIN top_track AS track ON track.band_id = band.id
LEFT JOIN (SELECT DISTINCT band_id FROM band_name WHERE NOT is_primary) AS alias
    ON alias.band_id = band.id
LEFT JOIN (
    SELECT DISTINCT band_id FROM band_keyword
    JOIN keyword ON keyword.id = band_keyword.keyword_id AND keyword.deleted_at IS NULL
) AS word ON word.band_id = band.id
WHERE band.deleted_at IS NULL
"""
LACKING = {
    "text": "coalesce(description.text, '') = ''",
    "short": f"char_length(description.text) BETWEEN 1 AND {SHORT - 1}",
    "english": "coalesce(description.text_en, '') = ''",
    "keywords": "word.band_id IS NULL",
    "track": "track.band_id IS NULL",
    "alias": "alias.band_id IS NULL",
}
UNEMBEDDED = """
SELECT CASE WHEN attempt.has_failed THEN 'failed' ELSE 'pending' END,
       coalesce(attempt.reason, ''), count(*), min(description.band_id),
       min(attempt.next_attempt_at)
FROM band_description AS description
JOIN band ON band.id = description.band_id
LEFT JOIN band_vector AS entry
    ON entry.band_id = description.band_id AND entry.space_id = %(space)s
LEFT JOIN embedding_attempt AS attempt
    ON attempt.band_id = description.band_id AND attempt.space_id = %(space)s
    AND attempt.text_version = description.text_version
WHERE description.text <> '' AND band.deleted_at IS NULL
  AND entry.text_version IS DISTINCT FROM description.text_version
GROUP BY 1, 2
"""


def of_bands() -> Figures:
    """The symptoms of `bands.symptoms` that a curator mends, in one pass over the catalogue."""
    wanted = ", ".join(
        f"count(*) FILTER (WHERE {lacks}), min(band.id) FILTER (WHERE {lacks})"
        for lacks in LACKING.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(MISSING.format(wanted=wanted))
        total, *counted = cursor.fetchone()
    return {
        name: Figure(amount, total, first)
        for name, amount, first in zip(LACKING, counted[::2], counted[1::2], strict=True)
    }


def of_embeddings(*, total: int) -> Figures:
    """How many of `total` texts wait or failed, with the most common reason and the next try."""
    space = EmbeddingSpace.objects.active()
    with connection.cursor() as cursor:
        cursor.execute(UNEMBEDDED, {"space": space.pk if space else None})
        rows = [Waiting(*row) for row in cursor.fetchall()]
    return {
        state: _of_state([row for row in rows if row.state == state], total) for state in WAITING
    }


def _of_state(rows: list[Waiting], total: int) -> Figure:
    if not rows:
        return Figure(0, total)
    return Figure(
        sum(row.amount for row in rows),
        total,
        first=min(row.first for row in rows),
        note=max(rows, key=lambda row: row.amount).reason,
        retry_at=min((row.retry_at for row in rows if row.retry_at), default=None),
    )


def of_drafts() -> Figures:
    """Drafts that wait for somebody, and those that wait for their moment."""
    drafts = BandDraft.objects.filter(state__in=["draft", "scheduled"])
    stuck, scheduled = ~Q(problem=""), Q(state="scheduled")
    counted = drafts.aggregate(
        total=Count("pk"),
        stuck=Count("pk", filter=stuck),
        stuck_first=Min("pk", filter=stuck),
        open=Count("pk", filter=Q(state="draft")),
        open_first=Min("pk", filter=Q(state="draft")),
        scheduled=Count("pk", filter=scheduled),
        scheduled_first=Min("pk", filter=scheduled),
        next_at=Min("publish_at", filter=scheduled),
    )
    return {
        "drafts_stuck": Figure(counted["stuck"], counted["total"], counted["stuck_first"]),
        "drafts_open": Figure(counted["open"], counted["total"], counted["open_first"]),
        "drafts_scheduled": Figure(
            counted["scheduled"],
            counted["total"],
            counted["scheduled_first"],
            retry_at=counted["next_at"],
        ),
    }


def of_duplicates() -> Figures:
    """Open pairs; `total` is how many acts were compared, `at` when."""
    search = DuplicateSearch.objects.order_by("at").last()
    pairs = list(DuplicatePair.objects.open().likeliest_first().values_list("pk", flat=True))
    compared, at = (search.n_bands, search.at) if search else (0, None)
    return {"duplicates": Figure(len(pairs), compared, next(iter(pairs), None), at=at)}


def of_links() -> Figure:
    """Links that are dead; `at` is when the last one was looked at."""
    dead = LinkHealth.objects.dead()
    counted = dead.aggregate(amount=Count("pk"), first=Min("pk"))
    seen = LinkHealth.objects.aggregate(total=Count("pk"), at=Max("checked_at"))
    return Figure(counted["amount"], seen["total"], counted["first"], at=seen["at"])


def counted_before() -> Figures:
    """What a worker counted last."""
    return {
        row.key: Figure(row.amount, row.total, row.first, at=row.at)
        for row in BoardFigure.objects.all()
    }


# --- What a worker counts ----------------------------------------------------------------------
def of_golden_pairs() -> Figures:
    """Golden pairs that the active space does not keep. Reads every vector: seconds at 20,000."""
    space = EmbeddingSpace.objects.active()
    score = golden.score_space(space.pk) if space else None
    if score is None or not score.judged:
        return {"golden": Figure(0, 0)}
    ids = {
        (a, b): pk for pk, a, b in GoldenPair.objects.values_list("pk", "band_a_id", "band_b_id")
    }
    misses = [ids[one.pair.a, one.pair.b] for one in score.misses]
    return {"golden": Figure(len(misses), len(score.judged), min(misses, default=None))}


def of_keywords() -> Figures:
    proposals = open_proposals(space=EmbeddingSpace.objects.active())
    total = Keyword.objects.live().count()
    return {
        "twins": Figure(len(proposals.twins), total),
        "rare": Figure(len(proposals.rare), total),
    }
