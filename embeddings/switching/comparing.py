"""A space beside the one that serves: computed by a worker, kept, shown side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from bands.models import Band
from embeddings.filling.coverage import coverage_of
from embeddings.filling.services import SpaceRefused, found
from embeddings.golden.services import score_space
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.switching import figures, neighbours
from embeddings.switching.models import SpaceComparison
from embeddings.switching.neighbours import Indexes
from members.models import Member

State = SpaceComparison.State

K = 10  # neighbours that count; a list shows five and takes them from a dozen
QUERIES = 5000  # bands whose neighbours are compared; a larger catalogue is sampled
EXAMPLES = 10  # bands that differ most
NAMED = 5  # neighbours named of each
LEASE = timedelta(minutes=3)
ATTEMPTS = 3


def request_comparison(*, space_id: int, by: Member | None, now: datetime) -> SpaceComparison:
    """Ask for a comparison with the space that serves; a worker makes it.

    Asking again while one waits gives that one.
    """
    with transaction.atomic():
        space, active = found(space_id), EmbeddingSpace.objects.active()
        if active is None or active == space:
            raise SpaceRefused(_("쓰는 중인 다른 공간이 없어 견줄 수 없습니다."))
        comparison, _made = SpaceComparison.objects.get_or_create(
            space=space,
            against=active,
            state=State.WAITING,
            defaults={"requested_by": by, "requested_at": now},
        )
        return comparison


def compare_one(*, now: datetime) -> SpaceComparison | None:
    """Make one comparison that waits; None when there is none.

    It is leased: when the worker dies another makes it, three times at most.
    """
    comparison = _claimed(now)
    if comparison is None:
        return None
    if comparison.attempts > ATTEMPTS:
        comparison.state = State.FAILED
    else:
        comparison.result = compare(comparison.space, comparison.against)
        comparison.state, comparison.finished_at = State.DONE, now
    comparison.save(update_fields=["state", "result", "finished_at"])
    return comparison


def compare(space: EmbeddingSpace, active: EmbeddingSpace) -> dict[str, Any]:
    """Coverage and golden pairs of both; neighbours of the bands that both know."""
    return {
        "candidate": _of_space(space, active.pk),
        "active": _of_space(active, active.pk),
    } | _of_neighbours(space, active)


def _claimed(now: datetime) -> SpaceComparison | None:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    with transaction.atomic():
        waiting = SpaceComparison.objects.filter(free, state=State.WAITING).order_by("pk")
        comparison = waiting.select_for_update(skip_locked=True).first()
        if comparison is not None:
            comparison.claimed_until = now + LEASE
            comparison.attempts += 1
            comparison.save(update_fields=["claimed_until", "attempts"])
        return comparison


def _of_space(space: EmbeddingSpace, serving_id: int) -> dict[str, Any]:
    return {
        "name": space.name,
        "coverage": figures.of_coverage(coverage_of(space, serving_id)),
        "golden": figures.of_score(score_space(space.pk)),
    }


@dataclass(frozen=True)
class Common:
    """The published bands that both spaces know, in id order, and a sample of their rows."""

    names: list[str]
    ids: list[int]
    candidate: NDArray[np.float32]
    active: NDArray[np.float32]

    @property
    def queries(self) -> Indexes:
        """Evenly spread rows; all of them in a catalogue of ordinary size."""
        n = len(self.ids)
        return np.unique(np.linspace(0, n - 1, min(n, QUERIES)).astype(np.int64))


def _common(space: EmbeddingSpace, active: EmbeddingSpace) -> Common:
    names = dict(
        Band.objects.published()
        .exclude(description__text="")
        .order_by("pk")
        .values_list("pk", "name")
    )
    ours = BandVector.objects.arrays(space.pk, names)
    theirs = BandVector.objects.arrays(active.pk, names)
    ids = [pk for pk in names if pk in ours and pk in theirs]
    return Common([names[pk] for pk in ids], ids, _rows(ours, ids), _rows(theirs, ids))


def _rows(vectors: Mapping[int, NDArray], ids: list[int]) -> NDArray[np.float32]:
    return np.array([vectors[pk] for pk in ids], dtype=np.float32)


def _of_neighbours(space: EmbeddingSpace, active: EmbeddingSpace) -> dict[str, Any]:
    common = _common(space, active)
    counts = {"k": K, "bands": len(common.ids), "queries": 0}
    if len(common.ids) < 2:
        return counts
    queries = common.queries
    ours = neighbours.nearest(common.candidate, queries, K)
    theirs = neighbours.nearest(common.active, queries, K)
    overlap = neighbours.overlaps(ours, theirs)
    return counts | {
        "queries": len(queries),
        "overlap": figures.rounded(float(overlap.mean())),
        "hubness": {
            "candidate": _hubness(ours, len(common.ids)),
            "active": _hubness(theirs, len(common.ids)),
        },
        "examples": [
            {
                "band": common.ids[queries[row]],
                "name": common.names[queries[row]],
                "overlap": figures.rounded(float(overlap[row])),
                "candidate": [common.names[near] for near in ours[row, :NAMED]],
                "active": [common.names[near] for near in theirs[row, :NAMED]],
            }
            for row in np.argsort(overlap, kind="stable")[:EXAMPLES]
        ],
    }


def _hubness(found_rows: Indexes, n: int) -> dict[str, Any]:
    counts = neighbours.occurrences(found_rows, n)
    return {
        "skewness": figures.rounded(neighbours.skewness(counts)),
        "never": figures.rounded(float((counts == 0).mean())),
        "most": int(counts.max()),
    }
