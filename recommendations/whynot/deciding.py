"""What became of a band when a list was made, from what the algorithm itself found. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from recommendations.algorithms.select import Choice, found_by, places, ranked
from recommendations.algorithms.types import Hit, Neighbours, Ranking


class Fate(StrEnum):
    """In the order in which they are looked at: the first that holds is the answer."""

    NOT_PUBLIC = "not_public"
    PICKED = "picked"
    BLOCKED = "blocked"
    NO_LIST = "no_list"  # none can be made of these picks
    LISTED = "listed"
    NO_TEXT = "no_text"
    NOTHING_TO_GO_BY = "nothing_to_go_by"  # none of the picks has a vector
    NO_VECTOR = "no_vector"
    OUTDONE = "outdone"  # a group's second place, and the second places of others were nearer
    BEHIND = "behind"


@dataclass(frozen=True)
class Known:
    """What is on record of a band and its member, each decided where the engine decides it."""

    band_id: int
    is_public: bool
    is_picked: bool
    is_blocked: bool
    has_text: bool


@dataclass(frozen=True)
class Made:
    """A ranking, and every eligible band for each taste group's query, best first."""

    ranking: Ranking
    found: tuple[Neighbours, ...]


@dataclass(frozen=True)
class Missed:
    """How far a band was from the list; of the taste group that is nearest to it.

    rank of total : where it stands among the bands that the group may be given, from 1
    score         : its cosine to what the group looked for
    last, gap     : the band that got in last there, and by how much it is nearer
    short         : places between the two
    """

    group: int
    rank: int
    total: int
    score: float
    last: int
    gap: float
    short: int


@dataclass(frozen=True)
class Answer:
    """`place` from 1 with LISTED; `missed` with OUTDONE and BEHIND."""

    fate: Fate
    place: int = 0
    missed: Missed | None = None


def answer(known: Known, made: Made | None) -> Answer:
    """What the engine made of this band; `made` is None where it could make nothing."""
    fate = _on_record(known)
    if fate:
        return Answer(fate)
    return Answer(Fate.NO_LIST) if made is None else _ranked(known, made)


def _ranked(known: Known, made: Made) -> Answer:
    listed = [hit.band_id for hit in made.ranking.hits]
    if known.band_id in listed:
        return Answer(Fate.LISTED, place=listed.index(known.band_id) + 1)
    if not known.has_text:
        return Answer(Fate.NO_TEXT)
    if not made.found:
        return Answer(Fate.NOTHING_TO_GO_BY)
    if known.band_id not in made.found[0].band_ids:
        return Answer(Fate.NO_VECTOR)
    second = _second_place(known.band_id, made)
    if second:
        return Answer(Fate.OUTDONE, missed=_outdone(second, made))
    return Answer(Fate.BEHIND, missed=_behind(known.band_id, made))


def _on_record(known: Known) -> Fate | None:
    if not known.is_public:
        return Fate.NOT_PUBLIC
    if known.is_picked:
        return Fate.PICKED
    return Fate.BLOCKED if known.is_blocked else None


def _second_place(band_id: int, made: Made) -> Choice | None:
    """The second place of a group that this band was, where there are such places."""
    return next((each for each in _seconds(made) if each.band_id == band_id), None)


def _seconds(made: Made) -> list[Choice]:
    """Best first; none where everything was one search (V1, V2)."""
    if all(hit.slot == "best" for hit in made.ranking.hits):
        return []
    options = [found_by(each, group=group) for group, each in enumerate(made.found)]
    return ranked(places(options)[1])


def _outdone(second: Choice, made: Made) -> Missed:
    taken = [hit for hit in made.ranking.hits if hit.slot == "second"]
    last = taken[-1]
    order = [each.band_id for each in _seconds(made)]
    found = made.found[second.group]
    return Missed(
        group=second.group,
        rank=_rank(second.band_id, found),
        total=len(found.band_ids),
        score=second.score,
        last=last.band_id,
        gap=last.score - second.score,
        short=order.index(second.band_id) + 1 - len(taken),
    )


def _behind(band_id: int, made: Made) -> Missed:
    group = max(_groups(made.ranking.hits), key=lambda each: _score(band_id, made.found[each]))
    found = made.found[group]
    last = max(
        (hit for hit in made.ranking.hits if hit.group == group),
        key=lambda hit: _rank(hit.band_id, found),
    )
    rank, score = _rank(band_id, found), _score(band_id, found)
    return Missed(
        group=group,
        rank=rank,
        total=len(found.band_ids),
        score=score,
        last=last.band_id,
        gap=last.score - score,
        short=rank - _rank(last.band_id, found),
    )


def _groups(hits: Sequence[Hit]) -> list[int]:
    """The taste groups that brought something in; the first one is taken where two are alike."""
    return sorted({hit.group for hit in hits})


def _rank(band_id: int, found: Neighbours) -> int:
    return int(np.flatnonzero(found.band_ids == band_id)[0]) + 1


def _score(band_id: int, found: Neighbours) -> float:
    """As the engine scores (CONTRACT A7)."""
    return float(np.clip(found.similarities[_rank(band_id, found) - 1], -1.0, 1.0))
