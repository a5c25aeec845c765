"""Which sentence of each band's text a list quotes: the one nearest to what found the band (N1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bands.models import Band
from embeddings.models import EmbeddingSpace
from embeddings.sentences.quoting import Quote, Wanted, nearest_sentences
from embeddings.vectors import NoDirection, unit
from recommendations.algorithms.types import Hit, Matrix

KOREAN, ENGLISH = "ko", "en"

Quotes = dict[tuple[int, str], Quote]  # by band id and language


def choose_quotes(
    *,
    hits: Sequence[Hit],
    queries: Matrix,
    space: EmbeddingSpace,
    bands: Mapping[int, Band],
) -> Quotes:
    """(band id, language) -> what to quote, for texts whose sentences have vectors.

    queries : (groups, d) what found each taste group's hits; its first numbers are the texts'
    """
    try:
        directions = [unit(query[: space.dimensions]) for query in queries]
    except NoDirection:
        return {}
    wanted = {
        (hit.band_id, language): Wanted(text, directions[hit.group])
        for hit in hits
        if hit.band_id in bands
        for language, text in texts_of(bands[hit.band_id]).items()
    }
    return nearest_sentences(space, wanted)


def texts_of(band: Band) -> dict[str, str]:
    """What the curator wrote of a band, by language; empty without a description."""
    description = getattr(band, "description", None)
    if description is None:
        return {}
    return {KOREAN: description.text, ENGLISH: description.text_en}


def quote_in(band: Band, stored: Mapping[str, Mapping[str, Any]], language: str) -> str:
    """The stored quote in the language that the text is shown in; "" when the text was edited."""
    texts = texts_of(band)
    shown = ENGLISH if language == ENGLISH and texts.get(ENGLISH) else KOREAN
    return Quote(**stored[shown]).said_in(texts[shown]) if shown in stored and texts else ""
