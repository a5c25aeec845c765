"""What the board counts. Each function is one query; what is slower is a worker's."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from bands.duplicates.models import DuplicatePair, DuplicateSearch
from bands.link_health.models import LinkHealth
from bands.models import Band, Keyword
from bands.symptoms import SYMPTOMS
from embeddings.golden import services as golden
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingSpace
from embeddings.states import State, with_embedding_state
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


def of_bands() -> Figures:
    """Every symptom of `bands.symptoms`, counted in one pass over the catalogue."""
    asked = {}
    for name, symptom in SYMPTOMS.items():
        asked[f"{name}_amount"] = Count("pk", filter=symptom.condition)
        asked[f"{name}_first"] = Min("pk", filter=symptom.condition)
    counted = Band.objects.live().aggregate(total=Count("pk"), **asked)
    return {
        name: Figure(counted[f"{name}_amount"], counted["total"], counted[f"{name}_first"])
        for name in SYMPTOMS
    }


def of_embeddings(*, total: int) -> Figures:
    """How many of `total` texts wait or failed, with the most common reason and the next try."""
    space = EmbeddingSpace.objects.active()
    states = with_embedding_state(Band.objects.live(), space.pk if space else None)
    waiting = states.filter(embedding_state__in=WAITING).values(
        "embedding_state", "embedding_reason"
    )
    rows = waiting.annotate(amount=Count("pk"), first=Min("pk"), retry_at=Min("embedding_retry_at"))
    by_state = {state: [] for state in WAITING}
    for row in rows:
        by_state[row["embedding_state"]].append(row)
    return {state: _of_state(mine, total) for state, mine in by_state.items()}


def _of_state(rows: list[dict], total: int) -> Figure:
    if not rows:
        return Figure(0, total)
    most = max(rows, key=lambda row: row["amount"])
    retries = [row["retry_at"] for row in rows if row["retry_at"]]
    return Figure(
        sum(row["amount"] for row in rows),
        total,
        first=min(row["first"] for row in rows),
        note=most["embedding_reason"] or "",
        retry_at=min(retries, default=None),
    )


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
