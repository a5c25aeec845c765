"""The address of a steered list carries all of it, so that it can be shared, reloaded, undone.

`?bands=1,2,3&keywords=4,5&t=0.4&depth=-0.5&more=6&less=7&without=8&algorithm=v3`; `made` names
the catalogue that it was made of, `was` how the list stood before the last turn, and `from` the
bands that it showed there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from bands.asked import ids_of
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.types import DEFAULTS
from recommendations.suggest.deciding import DEFAULT_ALGORITHM

MOST_STEERED = 10  # bands of more, and of less; what is pressed after them turns nothing
MOST_WITHOUT = 200
STEP = 0.05  # of both sliders
MOST_PARTS = 50
LONGEST_MARK = 24


@dataclass(frozen=True)
class Turns:
    """What was turned by hand: `strength` None leaves it to the picks, `depth` 0 as it is."""

    strength: float | None = None
    depth: float = 0.0
    more: tuple[int, ...] = ()
    less: tuple[int, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        strength = "" if self.strength is None else f"{self.strength:.2f}"
        depth = f"{self.depth:.2f}" if self.depth else ""
        all_parts = [("t", strength), ("depth", depth)]
        all_parts += [("more", _joined(self.more)), ("less", _joined(self.less))]
        return [part for part in all_parts if part[1]]

    def with_more(self, band_id: int) -> "Turns":
        """The last word on a band counts. One too many is for whoever reads the address."""
        more = (*_without(self.more, band_id), band_id)
        return replace(self, more=more, less=_without(self.less, band_id))

    def with_less(self, band_id: int) -> "Turns":
        less = (*_without(self.less, band_id), band_id)
        return replace(self, less=less, more=_without(self.more, band_id))

    def forgetting(self, band_id: int) -> "Turns":
        return replace(self, more=_without(self.more, band_id), less=_without(self.less, band_id))


@dataclass(frozen=True)
class State:
    """Everything a list is made of, and what could not be read of the address.

    came_from : bands that the list showed before its last turn, best first
    faults : names of parts that were no sense, and are as if they were not there
    beyond : names of parts with more in them than may be; the first so many stay
    """

    band_ids: tuple[int, ...] = ()
    keyword_ids: tuple[int, ...] = ()
    without_ids: tuple[int, ...] = ()
    turns: Turns = field(default_factory=Turns)
    algorithm: str = DEFAULT_ALGORITHM
    made: str = ""
    was: Turns | None = None
    came_from: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: str) -> "State":
        """Read strictly: what is no sense is named in `faults`, what is too much in `beyond`."""
        read = _Reading(_pairs(query))
        return cls(
            band_ids=_sorted(read.ids("bands", settings.MAX_PICKED_BANDS)),
            keyword_ids=_sorted(read.ids("keywords", settings.MAX_PICKED_KEYWORDS)),
            without_ids=_sorted(read.ids("without", MOST_WITHOUT)),
            turns=read.turns(),
            algorithm=read.algorithm(),
            made=read.parts.get("made", "")[:LONGEST_MARK],
            was=_Reading(_pairs(read.parts["was"])).turns() if "was" in read.parts else None,
            came_from=read.ids("from", DEFAULTS.n_full),
            faults=tuple(read.faults),
            beyond=tuple(read.beyond),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.band_ids or self.keyword_ids)

    @property
    def too_many(self) -> list[str]:
        """Parts with too much in them, beside more and less, of which the page says so itself."""
        return [name for name in self.beyond if name not in ("more", "less")]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What the list is made of, without where it came from."""
        all_parts = [
            ("bands", _joined(self.band_ids)),
            ("keywords", _joined(self.keyword_ids)),
            ("without", _joined(self.without_ids)),
            ("algorithm", self.algorithm),
        ]
        return [part for part in all_parts if part[1]]

    @property
    def address(self) -> str:
        query = _encoded([*self.parts, *self.turns.parts, *self.behind])
        return f"{reverse('steering:dig')}?{query}"

    @property
    def behind(self) -> list[tuple[str, str]]:
        """Where the list came from, and of which catalogue it is."""
        all_parts = [("from", _joined(self.came_from)), ("made", self.made)]
        was = [] if self.was is None else [("was", _encoded(self.was.parts))]
        return [*was, *(part for part in all_parts if part[1])]

    def turned(self, turns: Turns, shown: Sequence[int] = ()) -> "State":
        """The next one, which remembers this one and the bands that it showed."""
        came_from = tuple(shown)
        return replace(self, turns=turns, was=self.turns, came_from=came_from, faults=(), beyond=())

    @property
    def before(self) -> "State | None":
        """The one before the last turn."""
        return None if self.was is None else replace(self.alone, turns=self.was)

    @property
    def alone(self) -> "State":
        """The same without where it came from."""
        return replace(self, was=None, came_from=(), faults=(), beyond=())


@dataclass(frozen=True)
class _Reading:
    """The parts of an address, and what was wrong with those that were read."""

    parts: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def turns(self) -> Turns:
        more, less = (self.ids(name, MOST_STEERED) for name in ("more", "less"))
        return Turns(
            strength=self.number("t", 0.0),
            depth=self.number("depth", -1.0) or 0.0,
            more=more,
            less=tuple(pk for pk in less if pk not in more),
        )

    def number(self, name: str, least: float) -> float | None:
        """A number from `least` to 1, to two decimals; None without one."""
        text = self.parts.get(name, "")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = 2.0
        if least <= number <= 1:
            return round(number, 2)
        self.faults.append(name)
        return None

    def ids(self, name: str, most: int) -> tuple[int, ...]:
        texts = [text for text in self.parts.get(name, "").split(",") if text]
        ids = ids_of(texts)
        if len(ids) < len(set(texts)):
            self.faults.append(name)
        if len(ids) > most:
            self.beyond.append(name)
        return tuple(ids[:most])

    def algorithm(self) -> str:
        name = self.parts.get("algorithm", "") or DEFAULT_ALGORITHM
        if name in ALGORITHMS:
            return name
        self.faults.append("algorithm")
        return DEFAULT_ALGORITHM


def _pairs(query: str) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARTS))
    except ValueError:
        return {}


def _encoded(parts: list[tuple[str, str]]) -> str:
    return urlencode(parts).replace("%2C", ",")


def _joined(ids: tuple[int, ...]) -> str:
    return ",".join(map(str, ids))


def _sorted(ids: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(ids))


def _without(ids: tuple[int, ...], one: int) -> tuple[int, ...]:
    return tuple(pk for pk in ids if pk != one)
