"""What the page shows: the list, what moved in it, and where every turn of it leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bands.models import Band
from recommendations.algorithms.types import Hit
from recommendations.mapping.scene import Found, Picture, Wish, picture
from recommendations.steering.address import MOST_STEERED, STEP, State, Turns
from recommendations.steering.moves import Move, Moved, moved
from recommendations.steering.services import Dug, dig
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
    """For the template."""
    dug = dig(state, now=now)
    if dug.state.is_empty:
        return {"state": state, "address": state.address, "shared": ""}
    before, turns = dug.state.before, dug.state.turns
    came_from = dug.state.came_from
    change = moved(came_from, dug.band_ids) if before and came_from else None
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
        "back": before and before.address,
        "more": [_leaning(dug, pk, cards) for pk in turns.more if pk in cards],
        "less": [_leaning(dug, pk, cards) for pk in turns.less if pk in cards],
        "start": _turned(dug, Turns()) if turns != Turns() else None,
        "shared": dug.state.alone.address,
        "next": [*_kept(turns), *dug.state.turned(turns, dug.band_ids).behind],
        "is_turned": turns != Turns(),
        "sliders": _sliders(dug),
        "keywords": dug.keywords,
        "map": _map(dug, change),
        "full": [name for name in ("more", "less") if name in dug.state.beyond],
        "most": MOST_STEERED,
    }


def _map(dug: Dug, change: Moved | None) -> Picture | None:
    """Where the list stands and, where it changed, where it came from; None before there is one."""
    state = dug.state
    is_changed = change is not None and not change.is_still
    wish = Wish(
        picks=frozenset({*state.band_ids, *state.turns.more}),
        found=tuple(Found(hit.band_id, rank, hit.group) for rank, hit in enumerate(dug.hits, 1)),
        before=frozenset(state.came_from) if is_changed else frozenset(),
    )
    return picture(dug.land.spots, wish, is_small=True) if dug.land.spots else None


def _kept(turns: Turns) -> list[tuple[str, str]]:
    """What a slider leaves as it is."""
    return [part for part in turns.parts if part[0] in ("more", "less")]


def _turned(dug: Dug, turns: Turns) -> str:
    return dug.state.turned(turns, dug.band_ids).address


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
        more=_turned(dug, state.turns.with_more(band.pk)),
        less=_turned(dug, state.turns.with_less(band.pk)),
    )


def _leaning(dug: Dug, band_id: int, cards: dict[int, Band]) -> Leaning:
    return Leaning(cards[band_id], _turned(dug, dug.state.turns.forgetting(band_id)))


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
