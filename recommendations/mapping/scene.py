"""What is drawn on the map, in a square of `SIZE` units, and where its words stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from recommendations.mapping.words import SIZE, At, Words, placed

EDGE = 40.0  # between the places and the edge
LONGEST = 14  # letters of a name; the whole name is in the title and in the table
SHORTEST_ARROW = 12.0
NEIGHBOURS = 3
SHAPES = ("circle", "square", "triangle")


@dataclass(frozen=True)
class Spot:
    """A band at its place, in units of the square."""

    band_id: int
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Found:
    """A recommended band: its rank, and the taste group that found it."""

    band_id: int
    rank: int
    group: int


@dataclass(frozen=True)
class Pull:
    """A chosen keyword, and the bands that carry it."""

    word: str
    carriers: frozenset[int]


@dataclass(frozen=True)
class Wish:
    """What a member chose and was recommended; `before`: what the list was, where it changed."""

    picks: frozenset[int] = frozenset()
    found: tuple[Found, ...] = ()
    pulls: tuple[Pull, ...] = ()
    before: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Mark:
    """A recommended band as it is drawn."""

    spot: Spot
    rank: int
    group: int
    is_new: bool = False

    @property
    def shape(self) -> str:
        return SHAPES[self.group % len(SHAPES)]

    @property
    def number(self) -> int:
        """Of its colour, from 1."""
        return self.group % len(SHAPES) + 1


@dataclass(frozen=True)
class Arrow:
    start: At
    end: At

    @property
    def is_seen(self) -> bool:
        return _far(self.start, self.end) >= SHORTEST_ARROW

    @property
    def degrees(self) -> float:
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        return float(np.degrees(np.arctan2(down, across)))


@dataclass(frozen=True)
class PullArrow(Arrow):
    """A keyword's pull: from the mean of the picks to the mean of its bands; one stands there."""

    word: str
    towards: Spot


@dataclass(frozen=True)
class Picture:
    """Everything on the map; `spots` are all bands, `others` those that are nothing special.

    gone : what left the list and was not picked
    trace : from the middle of all that left to that of what came instead
    """

    spots: tuple[Spot, ...]
    others: tuple[Spot, ...] = ()
    picks: tuple[Spot, ...] = ()
    found: tuple[Mark, ...] = ()
    arrows: tuple[PullArrow, ...] = ()
    words: tuple[Words, ...] = ()
    gone: tuple[Spot, ...] = ()
    trace: Arrow | None = None

    @property
    def groups(self) -> list[Mark]:
        """One mark of each taste group, for the key."""
        return sorted({mark.group: mark for mark in self.found}.values(), key=lambda m: m.group)


def spot(band_id: int, name: str, x: float, y: float) -> Spot:
    """From a place in [0, 1]."""
    room = SIZE - 2 * EDGE
    return Spot(band_id, name, EDGE + x * room, EDGE + y * room)


def picture(spots: Sequence[Spot], wish: Wish, *, is_small: bool = False) -> Picture:
    """`is_small`: too small for names, so that the ranks stand alone."""
    by_id = {one.band_id: one for one in spots}
    picks = tuple(one for one in spots if one.band_id in wish.picks)
    found = tuple(
        Mark(by_id[one.band_id], one.rank, one.group, _is_new(one.band_id, wish.before))
        for one in wish.found
        if one.band_id in by_id and one.band_id not in wish.picks
    )
    special = {one.band_id for one in picks} | {mark.spot.band_id for mark in found}
    left = [one for one in spots if one.band_id in wish.before - {m.spot.band_id for m in found}]
    arrows = tuple(_arrows(spots, picks, wish.pulls))
    return Picture(
        spots=tuple(spots),
        others=tuple(one for one in spots if one.band_id not in special | wish.before),
        picks=picks,
        found=found,
        arrows=arrows,
        words=placed(
            [*_names(found, is_small), *_of_arrows(arrows)], _marked(picks, found, arrows)
        ),
        gone=tuple(one for one in left if one.band_id not in wish.picks),
        trace=_trace(left, [mark.spot for mark in found if mark.is_new]),
    )


def _is_new(band_id: int, before: frozenset[int]) -> bool:
    return bool(before) and band_id not in before


def _trace(left: Sequence[Spot], came: Sequence[Spot]) -> Arrow | None:
    trace = Arrow(_middle(left), _middle(came)) if left and came else None
    return trace if trace and trace.is_seen else None


def neighbours(spots: Sequence[Spot]) -> dict[int, list[Spot]]:
    """Who stands next to each band, nearest first: the map for those who cannot see it."""
    if len(spots) < 2:
        return {one.band_id: [] for one in spots}
    from scipy.spatial import KDTree  # loaded by the web beforehand, by nobody else

    points = np.array([(one.x, one.y) for one in spots])
    k = min(NEIGHBOURS + 1, len(spots))
    _distances, rows = KDTree(points).query(points, k=k)
    return {
        spots[own].band_id: [spots[row] for row in near if row != own][:NEIGHBOURS]
        for own, near in enumerate(rows.tolist())
    }


def _arrows(
    spots: Sequence[Spot], picks: Sequence[Spot], pulls: Iterable[Pull]
) -> Iterable[PullArrow]:
    if not picks:
        return
    start = _middle(picks)
    for pull in pulls:
        carriers = [one for one in spots if one.band_id in pull.carriers]
        end = _middle(carriers) if carriers else start
        if Arrow(start, end).is_seen:
            towards = min(carriers, key=lambda one: _far((one.x, one.y), end))
            yield PullArrow(start, end, pull.word, towards)


def _marked(picks: Iterable[Spot], found: Iterable[Mark], arrows: Iterable[Arrow]) -> list[At]:
    """What words may not hide."""
    spots = [*picks, *(mark.spot for mark in found)]
    return [*((one.x, one.y) for one in spots), *(arrow.end for arrow in arrows)]


def _middle(spots: Sequence[Spot]) -> At:
    return sum(one.x for one in spots) / len(spots), sum(one.y for one in spots) / len(spots)


def _far(one: At, other: At) -> float:
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))


def _names(found: Iterable[Mark], is_small: bool) -> Iterable[Words]:
    for mark in found:
        said = f"{mark.rank}" if is_small else f"{mark.rank} {_cut(mark.spot.name)}"
        yield Words(said, (mark.spot.x, mark.spot.y), mark.spot.y, f"found plot-{mark.number}")


def _of_arrows(arrows: Iterable[PullArrow]) -> Iterable[Words]:
    for arrow in arrows:
        is_leftward = arrow.end[0] < arrow.start[0]
        yield Words(_cut(arrow.word), arrow.end, arrow.end[1], "pull", is_leftward)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
