"""What moved between two lists. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    """places : how many up, negative for down, 0 for none; None where the band is new."""

    band_id: int
    places: int | None

    @property
    def is_new(self) -> bool:
        return self.places is None

    @property
    def up(self) -> int:
        return max(self.places or 0, 0)

    @property
    def down(self) -> int:
        return max(-(self.places or 0), 0)


@dataclass(frozen=True)
class Moved:
    """moves : of every band of the new list, in its order; gone : what the old one had alone."""

    moves: tuple[Move, ...] = ()
    gone: tuple[int, ...] = ()

    @property
    def come(self) -> tuple[int, ...]:
        """What the new one has alone."""
        return tuple(move.band_id for move in self.moves if move.is_new)

    @property
    def is_still(self) -> bool:
        return not self.gone and all(move.places == 0 for move in self.moves)


def moved(before: Sequence[int], after: Sequence[int]) -> Moved:
    was = {pk: place for place, pk in enumerate(before)}
    moves = (Move(pk, was[pk] - place if pk in was else None) for place, pk in enumerate(after))
    return Moved(tuple(moves), tuple(pk for pk in before if pk not in after))
