"""An effect as its page tells it: names for ids, and what moved where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bands.models import Band
from recommendations.preview.effect import Effect, Lists, Near, Suggested, Turned


@dataclass(frozen=True)
class Place:
    """A band in a list of the nearest. `moved`: by how many places it rose since before."""

    name: str
    band_id: int
    similarity: float
    is_new: bool = False
    is_gone: bool = False
    moved: int = 0

    @property
    def fell(self) -> int:
        return -self.moved


@dataclass(frozen=True)
class Pair:
    """A golden pair by name, with its ranks before and after."""

    a: str
    b: str
    near: bool
    rank_before: int
    rank_after: int


@dataclass(frozen=True)
class ListPlace:
    """A band in the example of a member's list."""

    name: str
    is_own: bool
    is_marked: bool  # only in this one of the two lists


@dataclass(frozen=True)
class Shown:
    was_recommended: bool
    is_recommended: bool
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    worse: tuple[Pair, ...]
    better: tuple[Pair, ...]
    pairs_before: int
    pairs_after: int
    pairs: int
    lists: Lists
    list_before: tuple[ListPlace, ...]
    list_after: tuple[ListPlace, ...]
    keywords: tuple[Suggested, ...]

    @property
    def entering(self) -> int:
        """How many bands come into the ten nearest."""
        return sum(place.is_new for place in self.after)


def shown(effect: Effect, *, band_id: int, taken: frozenset[str]) -> Shown:
    """The effect with today's names, in one query. `taken`: keywords that the draft has by now."""
    names = _names(effect)
    example = effect.lists.example
    before, after = (example.before, example.after) if example else ((), ())
    return Shown(
        was_recommended=effect.before.is_recommended,
        is_recommended=effect.after.is_recommended,
        before=_places(effect.before.nearest, effect.after.nearest, names, earlier=True),
        after=_places(effect.after.nearest, effect.before.nearest, names, earlier=False),
        worse=_pairs(effect.turned_bad, names),
        better=_pairs(effect.turned_good, names),
        pairs_before=sum(one.holds for one in effect.before.golden),
        pairs_after=sum(one.holds for one in effect.after.golden),
        pairs=len(effect.after.golden),
        lists=effect.lists,
        list_before=_list(before, after, names, band_id),
        list_after=_list(after, before, names, band_id),
        keywords=tuple(one for one in effect.keywords if one.keyword not in taken),
    )


def _names(effect: Effect) -> Mapping[int, str]:
    turns = effect.turned_bad + effect.turned_good
    example = effect.lists.example
    ids = {one.band for one in effect.before.nearest + effect.after.nearest}
    ids |= {pk for turn in turns for pk in turn.after.pair}
    ids |= set(example.before + example.after) if example else set()
    return dict(Band.objects.filter(pk__in=ids).values_list("pk", "name"))


def _places(
    these: Iterable[Near], others: Iterable[Near], names: Mapping[int, str], *, earlier: bool
) -> tuple[Place, ...]:
    elsewhere = {one.band: place for place, one in enumerate(others)}
    return tuple(
        Place(
            name=names.get(one.band, str(one.band)),
            band_id=one.band,
            similarity=one.similarity,
            is_new=not earlier and one.band not in elsewhere,
            is_gone=earlier and one.band not in elsewhere,
            moved=0 if earlier else elsewhere.get(one.band, place) - place,
        )
        for place, one in enumerate(these)
    )


def _pairs(turns: Iterable[Turned], names: Mapping[int, str]) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            a=names.get(turn.after.a, ""),
            b=names.get(turn.after.b, ""),
            near=turn.after.near,
            rank_before=turn.before.rank,
            rank_after=turn.after.rank,
        )
        for turn in turns
    )


def _list(
    these: Iterable[int], others: Iterable[int], names: Mapping[int, str], own: int
) -> tuple[ListPlace, ...]:
    elsewhere = set(others)
    return tuple(ListPlace(names.get(pk, str(pk)), pk == own, pk not in elsewhere) for pk in these)
