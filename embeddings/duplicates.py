"""Acts whose texts say the same: what the vectors add to `bands.duplicates` (FEATURES 65)."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bands.duplicates import services
from bands.duplicates.models import DuplicatePair
from bands.duplicates.spelling import Alike, Reason
from bands.models import Band
from embeddings.models import BandVector, EmbeddingSpace

SAME = 0.97  # cosine; texts so near to each other say the same
BLOCK = 1000  # rows compared at once: 80 MB at 20,000 acts


def find(*, now: datetime) -> None:
    """Compare all acts by their names and by their texts, and note that it was done."""
    services.find_by_name(now=now)
    space = EmbeddingSpace.objects.active()
    if space is not None:
        compare_texts(space_id=space.pk, now=now)
    services.note_search(now=now)


def compare_texts(*, space_id: int, now: datetime) -> None:
    """Propose acts of which only the texts agree, and say of every open pair how near it is."""
    live = Band.objects.live().values_list("pk", flat=True)
    stored = BandVector.objects.arrays(space_id, live)
    by_name = set(DuplicatePair.objects.exclude(why=Reason.VECTOR).values_list("a", "b"))
    found = [one for one in same_texts(stored) if (one.a, one.b) not in by_name]
    services.propose(found=found, whys=[Reason.VECTOR], now=now)
    pairs = list(DuplicatePair.objects.open())
    for pair in pairs:
        pair.similarity = _cosine(stored.get(pair.a_id), stored.get(pair.b_id))
    DuplicatePair.objects.bulk_update(pairs, ["similarity"], batch_size=BLOCK)


def same_texts(vectors: dict[int, NDArray]) -> Iterator[Alike]:
    """The pairs of band ids whose (d,) unit vectors have a cosine of at least `SAME`."""
    ids = np.fromiter(vectors, dtype=np.int64, count=len(vectors))
    matrix = np.array(list(vectors.values()), dtype=np.float32)
    for start in range(0, len(ids), BLOCK):
        cosines = matrix[start : start + BLOCK] @ matrix[start:].T
        for row, column in np.argwhere(np.triu(cosines, k=1) >= SAME):
            a, b = sorted((int(ids[start + row]), int(ids[start + column])))
            yield Alike(a, b, Reason.VECTOR, float(cosines[row, column]), ("", ""))


def _cosine(one: NDArray | None, other: NDArray | None) -> float | None:
    return None if one is None or other is None else float(one @ other)
