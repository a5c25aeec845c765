"""Who moves what when an act becomes part of another: each app for its own tables.

`bands` knows no app to its right, so they register here when they start. A merge holds both
bands' rows, in id order, before it calls anybody; then every mover may lock members' rows, in id
order; nobody locks a band after that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Moved = dict[str, Any]  # JSON: what `undo` needs to know
Left = dict[str, int]  # by the key of a sentence in `says`: how many


@dataclass(frozen=True)
class Pair:
    kept_id: int
    merged_id: int


@dataclass(frozen=True)
class Mover:
    """One app's part of a merge.

    models : the tables that it answers for; it may leave some of them as they are
    move : moves rows, in the transaction of the merge, and says what it did
    undo : moves them back, except those that people have changed since; says how many stayed
    weigh : sentences about what a band carries, to decide which one is kept
    tell : sentences about what was moved
    says : the sentence of each key of `Left`, with `%d`
    """

    key: str
    models: tuple[type[Model], ...]
    move: Callable[[Pair], Moved] = lambda _pair: {}
    undo: Callable[[Pair, Moved], Left] = lambda _pair, _moved: {}
    weigh: Callable[[int], list[str]] = lambda _band_id: []
    tell: Callable[[Moved], list[str]] = lambda _moved: []
    says: Mapping[str, str | Promise] = field(default_factory=dict)


_movers: dict[str, Mover] = {}


def register(mover: Mover) -> None:
    """Called by an app when it starts; an app that starts again takes its own place."""
    _movers[mover.key] = mover


def registered() -> list[Mover]:
    return list(_movers.values())


def sentences(left: Mapping[str, Left]) -> list[str]:
    """What an undo could not take back, in the reader's language."""
    said = {mover.key: mover.says for mover in registered()}
    return [
        str(said[key][what]) % amount
        for key, amounts in left.items()
        for what, amount in amounts.items()
        if amount and what in said.get(key, {})
    ]
