"""The address of a steered list carries all of it, so that it can be shared, reloaded, undone.

`?bands=1,2,3&keywords=4,5&t=0.4&depth=-0.5&more=6&less=7&without=8&algorithm=v3`; `made` names
the catalogue that it was made of, `was` how the list stood before the last turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from bands.asked import ids_of
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.suggest.deciding import DEFAULT_ALGORITHM

MOST_STEERED = 10  # bands of more, and of less
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
        """The last word on a band counts."""
        more = (*_without(self.more, band_id), band_id)[-MOST_STEERED:]
        return replace(self, more=more, less=_without(self.less, band_id))

    def with_less(self, band_id: int) -> "Turns":
        less = (*_without(self.less, band_id), band_id)[-MOST_STEERED:]
        return replace(self, less=less, more=_without(self.more, band_id))

    def forgetting(self, band_id: int) -> "Turns":
        return replace(self, more=_without(self.more, band_id), less=_without(self.less, band_id))


@dataclass(frozen=True)
class State:
    """Everything a list is made of, and what could not be read of the address.

    faults : names of parts that were no sense, and are as if they were not there
    """

    band_ids: tuple[int, ...] = ()
    keyword_ids: tuple[int, ...] = ()
    without_ids: tuple[int, ...] = ()
    turns: Turns = field(default_factory=Turns)
    algorithm: str = DEFAULT_ALGORITHM
    made: str = ""
    was: Turns | None = None
    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: str) -> "State":
        """Read strictly: a part that is no sense is left out whole and named in `faults`."""
        parts = _pairs(query)
        faults: list[str] = []
        return cls(
            band_ids=_sorted(_ids(parts, "bands", settings.MAX_PICKED_BANDS, faults)),
            keyword_ids=_sorted(_ids(parts, "keywords", settings.MAX_PICKED_KEYWORDS, faults)),
            without_ids=_sorted(_ids(parts, "without", MOST_WITHOUT, faults)),
            turns=_turns(parts, faults),
            algorithm=_algorithm(parts, faults),
            made=parts.get("made", "")[:LONGEST_MARK],
            was=_turns(_pairs(parts["was"]), []) if "was" in parts else None,
            faults=tuple(faults),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.band_ids or self.keyword_ids)

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
        was = [] if self.was is None else [("was", _encoded(self.was.parts))]
        made = [("made", self.made)] if self.made else []
        query = _encoded([*self.parts, *self.turns.parts, *was, *made])
        return f"{reverse('steering:dig')}?{query}"

    @property
    def encoded_turns(self) -> str:
        """How it stands now, for the `was` of what comes next."""
        return _encoded(self.turns.parts)

    def turned(self, turns: Turns) -> "State":
        """The next one, which remembers this one; it is of the catalogue that will be there."""
        return replace(self, turns=turns, was=self.turns, made="", faults=())

    @property
    def before(self) -> "State | None":
        """The one before the last turn."""
        return None if self.was is None else replace(self, turns=self.was, was=None, made="")


def _pairs(query: str) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARTS))
    except ValueError:
        return {}


def _turns(parts: Mapping[str, str], faults: list[str]) -> Turns:
    more, less = (_ids(parts, name, MOST_STEERED, faults) for name in ("more", "less"))
    return Turns(
        strength=_number(parts, "t", 0.0, faults),
        depth=_number(parts, "depth", -1.0, faults) or 0.0,
        more=more,
        less=tuple(pk for pk in less if pk not in more),
    )


def _number(parts: Mapping[str, str], name: str, least: float, faults: list[str]) -> float | None:
    """A number from `least` to 1, to two decimals; None without one."""
    text = parts.get(name, "")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = 2.0
    if least <= number <= 1:
        return round(number, 2)
    faults.append(name)
    return None


def _ids(parts: Mapping[str, str], name: str, most: int, faults: list[str]) -> tuple[int, ...]:
    texts = [text for text in parts.get(name, "").split(",") if text]
    ids = ids_of(texts)
    if len(ids) < len(set(texts)) or len(ids) > most:
        faults.append(name)
    return tuple(ids[:most])


def _algorithm(parts: Mapping[str, str], faults: list[str]) -> str:
    name = parts.get("algorithm", "") or DEFAULT_ALGORITHM
    if name in ALGORITHMS:
        return name
    faults.append("algorithm")
    return DEFAULT_ALGORITHM


def _encoded(parts: list[tuple[str, str]]) -> str:
    return urlencode(parts).replace("%2C", ",")


def _joined(ids: tuple[int, ...]) -> str:
    return ",".join(map(str, ids))


def _sorted(ids: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(ids))


def _without(ids: tuple[int, ...], one: int) -> tuple[int, ...]:
    return tuple(pk for pk in ids if pk != one)
