"""What a draft changes: how a space sees the catalogue before and after, compared."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Near:
    """A band near the draft's, with the cosine of the two."""

    band: int
    similarity: float


@dataclass(frozen=True)
class Judgement:
    """How a golden pair fares; `rank` is the better of its two ranks, 1 the nearest."""

    a: int
    b: int
    near: bool
    holds: bool
    rank: int

    @property
    def pair(self) -> frozenset[int]:
        return frozenset((self.a, self.b))


@dataclass(frozen=True)
class Outlook:
    """How a space sees one band, at one moment.

    is_recommended : listeners may be recommended the band
    nearest        : its ten nearest bands that listeners may see, the best first
    golden         : every golden pair that can be judged
    """

    is_recommended: bool = False
    nearest: tuple[Near, ...] = ()
    golden: tuple[Judgement, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """A keyword near the text, with their cosine."""

    keyword: str
    similarity: float


@dataclass(frozen=True)
class Example:
    """One member's list as it is and as it would be, best first; whose it is nobody knows."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class Lists:
    """Members' lists: `total` are stored, `looked_at` were made twice, `changed` differ.

    With fewer looked at than stored they are a random sample.
    """

    total: int = 0
    looked_at: int = 0
    changed: int = 0
    example: Example | None = None

    @property
    def is_sample(self) -> bool:
        return self.looked_at < self.total

    @property
    def estimate(self) -> int:
        """How many of all lists change, by the share of those that were looked at."""
        return round(self.changed * self.total / self.looked_at) if self.looked_at else 0

    def with_more(self, pairs: Sequence[Example]) -> "Lists":
        """Together with lists that were made before and after."""
        different = [pair for pair in pairs if pair.before != pair.after]
        return Lists(
            self.total,
            self.looked_at + len(pairs),
            self.changed + len(different),
            self.example or next(iter(different), None),
        )


@dataclass(frozen=True)
class Turned:
    """A golden pair that holds no more, or at last."""

    before: Judgement
    after: Judgement


@dataclass(frozen=True)
class Effect:
    """All that a preview says."""

    before: Outlook
    after: Outlook
    keywords: tuple[Suggested, ...] = ()
    lists: Lists = Lists()

    @property
    def entering(self) -> set[int]:
        return _bands(self.after) - _bands(self.before)

    @property
    def leaving(self) -> set[int]:
        return _bands(self.before) - _bands(self.after)

    @property
    def turned_good(self) -> list[Turned]:
        return [turn for turn in self._turned() if turn.after.holds]

    @property
    def turned_bad(self) -> list[Turned]:
        return [turn for turn in self._turned() if not turn.after.holds]

    def _turned(self) -> list[Turned]:
        was = {one.pair: one for one in self.before.golden}
        both = [Turned(was[one.pair], one) for one in self.after.golden if one.pair in was]
        return [turn for turn in both if turn.before.holds != turn.after.holds]


def effect_as_json(effect: Effect) -> Json:
    """What `effect_from_json` reads."""
    return asdict(effect)


def effect_from_json(stored: Mapping[str, Any]) -> Effect:
    lists = stored["lists"]
    return Effect(
        before=_outlook(stored["before"]),
        after=_outlook(stored["after"]),
        keywords=tuple(Suggested(**one) for one in stored["keywords"]),
        lists=Lists(**lists | {"example": _example(lists["example"])}),
    )


def _outlook(stored: Mapping[str, Any]) -> Outlook:
    return Outlook(
        stored["is_recommended"],
        tuple(Near(**one) for one in stored["nearest"]),
        tuple(Judgement(**one) for one in stored["golden"]),
    )


def _example(stored: Mapping[str, Any] | None) -> Example | None:
    return Example(tuple(stored["before"]), tuple(stored["after"])) if stored else None


def _bands(outlook: Outlook) -> set[int]:
    return {one.band for one in outlook.nearest}
