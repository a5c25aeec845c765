"""What is asked in P4, as rows and places of a catalogue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.types import Vector
from recommendations.learning.types import World
from recommendations.reach.compare import Pair
from recommendations.reach.search import Catalogue

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Question:
    """Rows of picked bands, places of keywords, and the (d,) direction of what is said."""

    bands: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    vector: Vector | None = None


@dataclass(frozen=True)
class Asked:
    """Questions, and for each the rows of the bands that are right; none without a right one."""

    questions: tuple[Question, ...]
    relevant: tuple[Rows, ...]


@dataclass(frozen=True)
class Exam:
    """All questions of one space.

    pairs  : golden pairs as rows, and whether they belong near each other
    tastes : picks and keywords of listeners that nobody is (`reach/tastes.py`)
    world  : picks, keywords and vectors for the methods that learn from them
    """

    catalogue: Catalogue
    world: World
    pairs: tuple[Pair, ...]
    words: Asked
    sentences: Asked
    tastes: tuple[Question, ...]


@dataclass(frozen=True)
class Sentence:
    """What a listener might say, the keys of the bands that fit, and what decides that."""

    text: str
    bands: tuple[str, ...]
    because: str


def sentences_of(lines: str) -> list[Sentence]:
    """The sentences of a JSON Lines text."""
    said = [json.loads(line) for line in lines.splitlines()]
    return [Sentence(one["text"], tuple(one["bands"]), one["because"]) for one in said]


def asked(questions: Sequence[Question], relevant: Sequence[Rows]) -> Asked:
    """Only those that something is right for."""
    kept = [pair for pair in zip(questions, relevant, strict=True) if len(pair[1])]
    return Asked(tuple(one for one, _rows in kept), tuple(rows for _one, rows in kept))


def carriers(words: Sequence[Sequence[int]], n_words: int) -> list[Rows]:
    """The keywords of each band -> the rows of the bands that carry each of `n_words`."""
    found: list[list[int]] = [[] for _word in range(n_words)]
    for row, places in enumerate(words):
        for place in places:
            found[place].append(row)
    return [np.array(rows, dtype=np.intp) for rows in found]


def named(text: str, spellings: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Places of the keywords of which a text has a spelling, letter by letter."""
    said = text.casefold()
    return tuple(
        place
        for place, ways in enumerate(spellings)
        if any(way and way.casefold() in said for way in ways)
    )
