"""The protocols' splits with fixed seeds: what is known, what is shown, and what is relevant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.evaluation.hetrec import Ids, Recorded, Tagging, counted
from recommendations.learning.sparse import columns_of, ones_at
from recommendations.learning.types import Tastes, World

Part = Literal["validation", "test"]
Rows = NDArray[np.intp]

SEED = 2026
HELD_OUT = 0.2  # of a listener's bands (P1, P3), of the listeners (P2), of the bands (P3)
SHOWN_BANDS, SHOWN_WORDS = 5, 3  # of a test listener in P2
LEAST_LISTENERS = 5  # of a band that may lose them all in P3


@dataclass(frozen=True)
class Trial:
    """One question to a method.

    relevant : for each of the q listeners the rows of the bands that would be right
    allowed  : (b,) which bands may be shown at all; a listener's picks never are
    cold     : (b,) bands that lost all their listens, in P3
    """

    world: World
    tastes: Tastes
    relevant: Sequence[Rows]
    allowed: NDArray[np.bool_]
    cold: NDArray[np.bool_] | None = None


def warm(recorded: Recorded, part: Part, *, seed: int = SEED) -> Trial:
    """P1: a fifth of each listener's bands is held out at random.

    So are the tags that a listener gave to them: who tags a band listens to it.
    """
    rng = np.random.default_rng(seed)
    known, relevant = held_out(recorded.listens, rng)
    if part == "validation":
        known, relevant = held_out(known, rng)
    nothing = _nothing(recorded, known.shape[0])
    tagging = recorded.tagging.only(_said_of_known(recorded.tagging, known))
    world = World(known, tag_counts(recorded, tagging), nothing)
    return Trial(world, Tastes(known, nothing), relevant, _everything(world))


def few_picks(
    recorded: Recorded,
    part: Part,
    *,
    seed: int = SEED,
    bands: int = SHOWN_BANDS,
    words: int = SHOWN_WORDS,
) -> Trial:
    """P2: a fifth of the listeners show some random bands and the tags they use most.

    Nothing else of them is known: the tags they gave are not in the world either. For the same
    seed fewer bands are the first of more, and so with the words.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(recorded.listens.shape[0])
    asked, others = _fifth(order)
    if part == "validation":
        asked, others = _fifth(others)
    tagging = recorded.tagging.only(np.isin(recorded.tagging.listeners, others))
    chosen = [_favourites(recorded, listener)[:SHOWN_WORDS] for listener in others]
    chosen_words = ones_at(chosen, recorded.n_tags)
    world = World(recorded.listens[others], tag_counts(recorded, tagging), chosen_words)
    shuffled = [rng.permutation(row) for row in columns_of(recorded.listens[asked])]
    shown = [row[:bands] for row in shuffled]
    relevant = [np.sort(row[SHOWN_BANDS:]) for row in shuffled]
    favourites = [_favourites(recorded, listener)[:words] for listener in asked]
    picks = ones_at(shown, world.n_bands)
    tastes = Tastes(picks, ones_at(favourites, recorded.n_tags))
    return Trial(world, tastes, relevant, _everything(world))


def cold_bands(
    recorded: Recorded, part: Part, *, among: Literal["cold", "all"], seed: int = SEED
) -> Trial:
    """P3: a fifth of the bands with enough listeners lose all their listens.

    A fifth of the listeners is asked, and what they said of what is held out is held out too, so
    that a cold band is known by what others say of it. Ranked among all, a fifth of the other
    bands of those listeners is relevant too, so that it shows whether a cold band gets the places
    that it deserves beside warm ones.
    """
    rng = np.random.default_rng(seed)
    listens, order = recorded.listens, rng.permutation(recorded.listens.shape[0])
    asked, others = _fifth(order)
    cold = _losing_all(listens, rng)
    if part == "validation":
        listens = _without(listens, cold)
        asked, _others = _fifth(others)
        cold = _losing_all(listens, rng)
    left = _without(listens, cold)
    shown, warm_ones = held_out(left[asked], rng)
    known = _with_rows(left, asked, shown)
    told = ~np.isin(recorded.tagging.listeners, asked) | _said_of_known(recorded.tagging, known)
    tags = tag_counts(recorded, recorded.tagging.only(told))
    lost = [row[cold[row]] for row in columns_of(listens[asked])]
    everything = [np.union1d(*both) for both in zip(lost, warm_ones, strict=True)]
    world = World(known, tags, _nothing(recorded, len(order)), new=cold)
    relevant, allowed = (lost, cold) if among == "cold" else (everything, _everything(world))
    tastes = Tastes(shown, _nothing(recorded, len(asked)))
    return Trial(world, tastes, relevant, allowed, cold)


Split = Callable[[Recorded, Part], Trial]

MAIN: dict[str, Split] = {
    "p1": warm,
    "p2": few_picks,
    "p3-cold": lambda recorded, part: cold_bands(recorded, part, among="cold"),
    "p3-all": lambda recorded, part: cold_bands(recorded, part, among="all"),
}

# P2 with less shown: what a pick and what a keyword adds.
CURVES: dict[str, Split] = {
    "p2-1-band": partial(few_picks, bands=1),
    "p2-3-bands": partial(few_picks, bands=3),
    "p2-0-words": partial(few_picks, words=0),
    "p2-1-word": partial(few_picks, words=1),
    "p2-2-words": partial(few_picks, words=2),
}

SPLITS = MAIN | CURVES


def held_out(listens: csr_array, rng: np.random.Generator) -> tuple[csr_array, list[Rows]]:
    """A fifth of each row, rounded, is taken out; the rest, and what was taken."""
    shuffled = [rng.permutation(row) for row in columns_of(listens)]
    sizes = [round(HELD_OUT * len(row)) for row in shuffled]
    taken = [np.sort(row[:size]) for row, size in zip(shuffled, sizes, strict=True)]
    kept = [row[size:] for row, size in zip(shuffled, sizes, strict=True)]
    return ones_at(kept, listens.shape[1]), taken


def tag_counts(recorded: Recorded, tagging: Tagging) -> csr_array:
    """(b, k) how many listeners gave the band the tag."""
    return counted(tagging.bands, tagging.tags, (recorded.listens.shape[1], recorded.n_tags))


def _everything(world: World) -> NDArray[np.bool_]:
    return np.ones(world.n_bands, dtype=bool)


def _fifth(order: Rows) -> tuple[Rows, Rows]:
    size = round(HELD_OUT * len(order))
    return np.sort(order[:size]), order[size:]


def _nothing(recorded: Recorded, listeners: int) -> csr_array:
    """No keyword of anybody."""
    return csr_array((listeners, recorded.n_tags), dtype=np.float32)


def _said_of_known(tagging: Tagging, known: csr_array) -> NDArray[np.bool_]:
    """Which assignments are of bands that the one who tags is known to listen to."""
    width = known.shape[1]
    pairs = width * np.arange(known.shape[0]).repeat(np.diff(known.indptr)) + known.indices
    return np.isin(width * tagging.listeners + tagging.bands, pairs)


def _with_rows(listens: csr_array, places: Rows, rows: csr_array) -> csr_array:
    """The same listens, with those rows in these places."""
    every = columns_of(listens)
    for place, row in zip(places, columns_of(rows), strict=True):
        every[place] = row
    return ones_at(every, listens.shape[1])


def _favourites(recorded: Recorded, listener: int) -> Ids:
    """The tags that a listener gave, the most given first, ties by id."""
    given = recorded.tagging.tags[recorded.tagging.listeners == listener]
    tags, counts = np.unique(given, return_counts=True)
    return tags[np.argsort(-counts, kind="stable")]


def _losing_all(listens: csr_array, rng: np.random.Generator) -> NDArray[np.bool_]:
    counts = np.bincount(listens.indices, minlength=listens.shape[1])
    enough = np.flatnonzero(counts >= LEAST_LISTENERS)
    chosen = rng.choice(enough, size=round(HELD_OUT * len(enough)), replace=False)
    return np.isin(np.arange(listens.shape[1]), chosen)


def _without(listens: csr_array, bands: NDArray[np.bool_]) -> csr_array:
    return ones_at([row[~bands[row]] for row in columns_of(listens)], listens.shape[1])
