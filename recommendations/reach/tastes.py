"""Tastes that nobody has but somebody might: seeded, so that every run draws the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_PICKS = 7
MOST_KEYWORDS = 5
GROUPS = (0.45, 0.35, 0.20)  # chances of one, two and three tastes in a member
OWN_WORDS = 0.7  # chance that a keyword is one of the picks' own


@dataclass(frozen=True)
class Wish:
    """A taste as row numbers: picked bands, chosen keywords; each once, in rising order."""

    bands: tuple[int, ...]
    keywords: tuple[int, ...]


@dataclass(frozen=True)
class Shelf:
    """What tastes are drawn from.

    neighbours : (n, k) rows of each band's nearest others: who likes one picks from there
    words      : rows of the keywords that each of the n bands carries
    use        : (m,) how many bands carry each keyword
    """

    neighbours: NDArray[np.intp]
    words: Sequence[Sequence[int]]
    use: NDArray[np.int64]


def synthetic(shelf: Shelf, *, seed: int, number: int) -> Wish:
    """The taste with that number: one to seven picks in one to three groups, one to five words.

    A group is a band and some of its neighbours. A word is mostly one of the picks' own, else
    any of the vocabulary, those of many bands more often.
    """
    rng = np.random.default_rng([seed, number])
    bands = _picks(shelf, rng)
    return Wish(tuple(sorted(bands)), tuple(sorted(_words(shelf, bands, rng))))


def _picks(shelf: Shelf, rng: np.random.Generator) -> set[int]:
    n, wanted = len(shelf.neighbours), int(rng.integers(1, MOST_PICKS + 1))
    groups = min(wanted, 1 + int(rng.choice(len(GROUPS), p=GROUPS)))
    centres = rng.choice(n, size=min(groups, n), replace=False)
    picks = {int(centre) for centre in centres}
    around = [int(row) for centre in centres for row in shelf.neighbours[centre]]
    for row in rng.permutation(around):
        if len(picks) >= wanted:
            break
        picks.add(int(row))
    return picks


def _words(shelf: Shelf, bands: set[int], rng: np.random.Generator) -> set[int]:
    if not shelf.use.sum():
        return set()
    own = sorted({word for band in bands for word in shelf.words[band]})
    words: set[int] = set()
    for _word in range(int(rng.integers(1, MOST_KEYWORDS + 1))):
        if own and rng.random() < OWN_WORDS:
            words.add(int(rng.choice(own)))
        else:
            words.add(int(rng.choice(len(shelf.use), p=shelf.use / shelf.use.sum())))
    return words
