"""The catalogue as trials of the suggestions: texts embedded without some of their words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings

from bands.models import Band, Keyword
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.text import compose, registry
from embeddings.text.base import Purpose
from embeddings.vectors import placed
from embeddings.vocabulary.calibration import Flags, Matrix, Trial
from embeddings.vocabulary.stored import text_vectors
from embeddings.vocabulary.suggest import keyword_vectors


@dataclass(frozen=True)
class Shelf:
    """Bands with a text, a vector and keywords; row i of each for band i."""

    texts: tuple[str, ...]
    bands: Matrix
    words: Matrix
    spellings: tuple[str, ...]
    carries: Flags


def load_shelf(*, space: EmbeddingSpace) -> Shelf:
    """What there is to try suggestions on; bands without words or vector are left out."""
    spelt = dict(Keyword.objects.live().order_by("id").values_list("pk", "keyword"))
    points = keyword_vectors(space=space, words=spelt)
    column = {pk: index for index, pk in enumerate(points)}
    bands = {
        band.pk: band
        for band in Band.objects.live().exclude(description__text="").for_cards().order_by("id")
        if any(word.pk in column for word in band.keywords.all())
    }
    stored = BandVector.objects.arrays(space.pk, bands)
    carries = np.zeros((len(stored), len(column)), dtype=bool)
    for row, pk in enumerate(stored):
        carries[row, [column[w.pk] for w in bands[pk].keywords.all() if w.pk in column]] = True
    return Shelf(
        texts=tuple(bands[pk].description.text for pk in stored),
        bands=np.array(list(stored.values()), dtype=np.float64),
        words=np.array(list(points.values())),
        spellings=tuple(spelt[pk] for pk in column),
        carries=carries,
    )


def without_any_word(*, shelf: Shelf, space: EmbeddingSpace) -> Trial:
    """Each text alone, as a curator writes it before any keyword is given."""
    return _trial(shelf, shelf.carries, space)


def without_one_word(*, shelf: Shelf, space: EmbeddingSpace, seed: int) -> Trial:
    """Leave one out: of each band one word, chosen by chance, is missing."""
    chance = np.random.default_rng(seed)
    held_back = np.zeros_like(shelf.carries)
    for row, carried in enumerate(shelf.carries):
        held_back[row, chance.choice(np.flatnonzero(carried))] = True
    return _trial(shelf, held_back, space)


def _trial(shelf: Shelf, held_back: Flags, space: EmbeddingSpace) -> Trial:
    texts = [
        compose.band_text(_words(shelf, said), text)
        for text, said in zip(shelf.texts, shelf.carries & ~held_back, strict=True)
    ]
    raw = text_vectors(
        model_key=space.model_key,
        embedder=registry.for_space(space.provider, space.model, space.dimensions),
        texts=texts,
        purpose=Purpose.PASSAGE,
        seconds=settings.EMBEDDING_TASK_SECONDS,
    )
    points = [placed(row, space.centre_array, space.dimensions) for row in raw]
    return Trial(np.array(points), shelf.bands, shelf.words, shelf.carries, held_back)


def _words(shelf: Shelf, said: Flags) -> Sequence[str]:
    return [shelf.spellings[column] for column in np.flatnonzero(said)]
