"""The sentence of a text that is nearest to a direction of a space."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from embeddings.models import EmbeddingSpace, TextVector
from embeddings.sentences.services import fingerprint
from embeddings.sentences.splitting import sentences
from embeddings.vectors import NoDirection, placed

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Wanted:
    """A text, and the (d,) unit direction that one of its sentences is to be near to."""

    text: str
    direction: NDArray[np.float64]


@dataclass(frozen=True)
class Quote:
    """Where a sentence stands in its text; `name` is the sentence's fingerprint."""

    start: int
    end: int
    name: str

    def said_in(self, text: str) -> str:
        """The sentence, if it still stands there; else "": an edited text is never misquoted."""
        said = text[self.start : self.end]
        return said if said and fingerprint(said) == self.name else ""


def nearest_sentences(space: EmbeddingSpace, wanted: Mapping[Key, Wanted]) -> dict[Key, Quote]:
    """What to quote for each key: one statement, and no model.

    A text is left out unless all its sentences have vectors.
    """
    quotes = {key: _quotes(each.text) for key, each in wanted.items()}
    names = {quote.name for each in quotes.values() for quote in each}
    raw = TextVector.objects.arrays(space.model_key, names) if names else {}
    points = {name: point for name, row in raw.items() if (point := _point(row, space)) is not None}
    return {
        key: _best(quotes[key], points, each.direction)
        for key, each in wanted.items()
        if quotes[key] and all(quote.name in points for quote in quotes[key])
    }


def _quotes(text: str) -> list[Quote]:
    return [Quote(one.start, one.end, fingerprint(one.text)) for one in sentences(text)]


def _best(
    quotes: Sequence[Quote], points: Mapping[str, NDArray[np.float64]], direction: NDArray
) -> Quote:
    """The first in the text where two are equally near."""
    return quotes[int(np.argmax([points[quote.name] @ direction for quote in quotes]))]


def _point(raw: NDArray, space: EmbeddingSpace) -> NDArray[np.float64] | None:
    try:
        return placed(raw, space.centre_array, space.dimensions)
    except NoDirection:
        return None
