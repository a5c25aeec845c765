"""What the page shows: the list, what moved in it, and where every turn of it leads."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bands.models import Band
from recommendations.algorithms.types import Hit
from recommendations.steering.address import STEP, State, Turns
from recommendations.steering.moves import Move, moved
from recommendations.steering.services import Dug, dig, dig_before
from recommendations.suggest.lists import Reasons, Recommended


@dataclass(frozen=True)
class Dig:
    """A band of the list, what it did since the turn before, and where its two turns lead."""

    found: Recommended
    move: Move | None
    more: str
    less: str


@dataclass(frozen=True)
class Leaning:
    """A band of more or less, and the address without it."""

    band: Band
    address: str


def context(state: State, *, now: datetime) -> dict[str, Any]:
    """For the template; the state before the last turn is found anew, so it is what was shown."""
    dug = dig(state, now=now)
    if dug.state.is_empty:
        return {"state": state, "address": state.address, "shared": ""}
    earlier = dig_before(dug, now=now)
    change = moved(earlier.band_ids, dug.band_ids) if earlier else None
    turns = dug.state.turns
    wanted = {*dug.band_ids, *turns.more, *turns.less, *(change.gone if change else ())}
    cards = _cards({*wanted, *(hit.because for hit in dug.hits if hit.because)})
    moves = {move.band_id: move for move in change.moves} if change else {}
    return {
        "dug": dug,
        "state": dug.state,
        "address": dug.state.address,
        "places": [_place(dug, hit, rank, cards, moves) for rank, hit in enumerate(dug.hits, 1)],
        "moved": change,
        "gone": _known(change.gone, cards) if change else [],
        "back": earlier and earlier.state.address,
        "more": [_leaning(dug.state, pk, cards) for pk in turns.more if pk in cards],
        "less": [_leaning(dug.state, pk, cards) for pk in turns.less if pk in cards],
        "start": dug.state.turned(Turns()).address if turns != Turns() else None,
        "shared": replace(dug.state, was=None).address,
        "kept": [part for part in turns.parts if part[0] in ("more", "less")],
        "is_turned": turns != Turns(),
        "sliders": _sliders(dug),
        "keywords": dug.keywords,
    }


def _cards(band_ids: Iterable[int]) -> dict[int, Band]:
    return Band.objects.published().filter(pk__in=set(band_ids)).for_cards().in_bulk()


def _known(band_ids: Iterable[int], cards: dict[int, Band]) -> list[Band]:
    return [cards[pk] for pk in band_ids if pk in cards]


def _place(dug: Dug, hit: Hit, rank: int, cards: dict[int, Band], moves: dict[int, Move]) -> Dig:
    band, state = cards[hit.band_id], dug.state
    because = None if hit.because is None else cards.get(hit.because)
    shared = tuple(word for word in band.keywords.all() if word.pk in state.keyword_ids)
    return Dig(
        found=Recommended(band, hit.score, rank, Reasons(because, shared, hit.group, hit.slot)),
        move=moves.get(hit.band_id),
        more=state.turned(state.turns.with_more(band.pk)).address,
        less=state.turned(state.turns.with_less(band.pk)).address,
    )


def _leaning(state: State, band_id: int, cards: dict[int, Band]) -> Leaning:
    return Leaning(cards[band_id], state.turned(state.turns.forgetting(band_id)).address)


def _sliders(dug: Dug) -> dict[str, Any]:
    """Where both stand, in numbers that no language writes otherwise."""
    turns = dug.state.turns
    strength = dug.strength if turns.strength is None else turns.strength
    return {
        "step": f"{STEP:.2f}",
        "t": None if dug.strength is None else f"{round((strength or 0) / STEP) * STEP:.2f}",
        "own_t": None if dug.strength is None else f"{dug.strength:.2f}",
        "depth": f"{turns.depth:.2f}",
    }
