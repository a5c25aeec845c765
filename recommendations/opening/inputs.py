"""Rows to walls: the vectors of bands that a wall may show."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models.functions import MD5

from bands.models import Band
from embeddings.models import BandVector, EmbeddingSpace
from recommendations.algorithms.types import Ids, Matrix
from recommendations.opening.wall import near_yet_spread, spread
from recommendations.suggest.inputs import Inputs, load_inputs

SIZE = 24  # bands of a wall
POOL = 1000  # bands that the walls before the first pick are chosen from, the same for everyone
MOST_NEAR = 240  # bands found at one pick


@dataclass(frozen=True)
class Wall:
    """The bands of a wall in order; `number` 0 is the first, `next` follows the last one again.

    picked : the bands that the visitor picked, which are on no wall
    """

    bands: list[Band]
    picked: list[Band]
    number: int = 0
    next: int = 0


def wall_of(*, member_id: int | None, number: int, now: datetime) -> Wall:
    """The wall with this number as the visitor sees it; past the last one it is the first.

    No model is asked. Bands without a vector come last, in an order that is the same for everyone.
    """
    chosen = load_inputs(member_id=member_id or 0, now=now)
    ids = _ranked(chosen, number)
    shown = ids[number * SIZE : (number + 1) * SIZE]
    if not shown:
        number, shown = 0, ids[:SIZE]
    cards = Band.objects.published().for_cards().in_bulk({*shown, *chosen.band_ids})
    bands, picked = (
        [cards[band_id] for band_id in part if band_id in cards]
        for part in (shown, chosen.band_ids)
    )
    has_more = len(ids) > (number + 1) * SIZE
    return Wall(bands, picked, number, number + 1 if has_more else 0)


def _ranked(chosen: Inputs, number: int) -> list[int]:
    """The ids of all walls up to this one, and of one band more when there is one."""
    wanted = (number + 1) * SIZE + 1
    ranked = _placed(chosen, wanted)
    if len(ranked) == wanted:
        return ranked
    done = {*ranked, *chosen.excluded_ids}
    return [*ranked, *(pk for pk in _pool() if pk not in done)]


def _placed(chosen: Inputs, wanted: int) -> list[int]:
    """Up to so many ids of bands that have a vector."""
    space = EmbeddingSpace.objects.active()
    if space is None:
        return []
    picks = _rows(BandVector.objects.arrays(space.pk, chosen.band_ids))[1]
    if not picks.size:
        return spread(*_everything(space, chosen), wanted)
    return near_yet_spread(*_near(space, chosen, picks, wanted), picks, wanted)


def _pool() -> list[int]:
    rows = Band.objects.published().order_by(MD5("key")).values_list("pk", flat=True)
    return list(rows[:POOL])


def _everything(space: EmbeddingSpace, chosen: Inputs) -> tuple[Ids, Matrix]:
    allowed = [pk for pk in _pool() if pk not in chosen.excluded_ids]
    return _rows(BandVector.objects.arrays(space.pk, allowed))


def _near(space: EmbeddingSpace, chosen: Inputs, picks: Matrix, wanted: int) -> tuple[Ids, Matrix]:
    """More than are wanted around the picks, so that there is something to choose from."""
    most = min(2 * wanted // len(picks) + SIZE, MOST_NEAR)
    rows = BandVector.objects.nearest(space.pk, picks, most, chosen.excluded_ids)
    return _rows({row.band_id: row.vector for row in sorted(rows, key=lambda row: row.band_id)})


def _rows(stored: dict) -> tuple[Ids, Matrix]:
    ids = np.fromiter(stored, dtype=np.int64, count=len(stored))
    vectors = np.array(list(stored.values()), dtype=np.float64)
    return ids, vectors.reshape(len(ids), -1) if len(ids) else vectors
