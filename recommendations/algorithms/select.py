"""Which of the bands found are recommended: diversity first, then quality (CONTRACT A5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recommendations.algorithms.types import Neighbours, Vector

PER_GROUP = 2  # a first and a second place (CONTRACT D36)


@dataclass(frozen=True)
class Choice:
    """A band that a group's query found; `vector` is the band's own (d,)."""

    band_id: int
    score: float
    group: int
    slot: str
    vector: Vector


def reach(n_groups: int, n: int) -> int:
    """How many neighbours of each query are enough for `select`, whatever the others take.

    The last group may lose two bands to each earlier one and still needs two; filling up to n
    never goes deeper into one list than n.
    """
    return max(PER_GROUP * n_groups, n)


def ranked(choices: Iterable[Choice]) -> list[Choice]:
    """By falling score, ties by band id (CONTRACT D41), then as given."""
    return sorted(choices, key=lambda choice: (-choice.score, choice.band_id))


def found_by(neighbours: Neighbours, *, group: int = 0, slot: str = "best") -> list[Choice]:
    """What one query found, in the order it was found; scores are cosines (CONTRACT A7)."""
    scores = np.clip(neighbours.similarities, -1.0, 1.0).tolist()
    rows = zip(neighbours.band_ids.tolist(), scores, neighbours.vectors, strict=True)
    return [Choice(band_id, score, group, slot, vector) for band_id, score, vector in rows]


def select(found: Sequence[Neighbours], n: int) -> list[Choice]:
    """The n bands of V3 from what each group's query found, in label order (CONTRACT D37-D39).

    Every group's first place, then the best of the second places, then, while fewer than n
    and more are eligible, the best that any group found.
    """
    options = [found_by(each, group=group, slot="fill") for group, each in enumerate(found)]
    firsts, seconds = places(options)
    chosen = firsts + ranked(seconds)[: max(n - len(firsts), 0)]
    filling = _left(options, chosen)[: max(n - len(chosen), 0)]
    return ranked(chosen + filling)[:n]


def places(options: Sequence[list[Choice]]) -> tuple[list[Choice], list[Choice]]:
    """First and second places: each group takes its two best that no earlier group took."""
    taken: set[int] = set()
    firsts: list[Choice] = []
    seconds: list[Choice] = []
    for group in options:
        mine = [choice for choice in group if choice.band_id not in taken][:PER_GROUP]
        taken.update(choice.band_id for choice in mine)
        firsts += [replace(choice, slot="first") for choice in mine[:1]]
        seconds += [replace(choice, slot="second") for choice in mine[1:]]
    return firsts, seconds


def _left(options: Sequence[list[Choice]], chosen: list[Choice]) -> list[Choice]:
    """What nobody took, each band once by its best score to any group, best first."""
    taken = {choice.band_id for choice in chosen}
    left: dict[int, Choice] = {}
    for choice in ranked(choice for group in options for choice in group):
        if choice.band_id not in taken:
            left.setdefault(choice.band_id, choice)
    return list(left.values())
