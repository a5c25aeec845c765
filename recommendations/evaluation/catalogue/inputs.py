"""Rows to questions: the catalogue of a space, its keywords, golden pairs and sentences."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from django.conf import settings
from scipy.sparse import csr_array

from bands.models import Band, Keyword
from embeddings.models import EmbeddingSpace
from embeddings.services import keyword_direction
from embeddings.spaces import pending_count
from embeddings.text import registry
from members.models import Member, MemberBand
from recommendations.algorithms.types import Vector
from recommendations.evaluation.catalogue.questions import (
    Asked,
    Exam,
    Question,
    Sentence,
    asked,
    carriers,
    named,
    sentences_of,
)
from recommendations.evaluation.hetrec import binary
from recommendations.learning.sparse import ones_at
from recommendations.learning.types import World
from recommendations.reach import inputs
from recommendations.reach.inputs import Vocabulary
from recommendations.reach.search import Catalogue
from recommendations.reach.tastes import Shelf, synthetic

SENTENCES = Path(__file__).parent / "sentences.jsonl"
LEAST_BANDS = 2  # one alone has no neighbour


def complete_spaces() -> list[EmbeddingSpace]:
    """Those that know every text, the oldest first, whether they serve or not."""
    spaces = EmbeddingSpace.objects.order_by("pk")
    return [
        space
        for space in spaces
        if not pending_count(space.pk) and space.band_vectors.count() >= LEAST_BANDS
    ]


def load_exam(space: EmbeddingSpace, *, tastes: int, seed: int, now: datetime) -> Exam:
    """The sentences are embedded once, then stored like what members choose."""
    catalogue = inputs.load_catalogue(space)
    vocabulary = inputs.load_vocabulary(space)
    shelf = inputs.load_shelf(catalogue, vocabulary)
    return Exam(
        catalogue,
        _world(catalogue, vocabulary, shelf),
        tuple(inputs.load_pairs(catalogue)),
        _words(vocabulary, shelf),
        _sentences(space, catalogue, now),
        tuple(_taste(shelf, vocabulary, seed, number) for number in range(tastes)),
    )


def fingerprint(exam: Exam) -> str:
    """SHA-256 of the vectors, who carries which keyword, the golden pairs and the sentences."""
    digest = hashlib.sha256(inputs.catalogue_hash(exam.catalogue).encode())
    digest.update(exam.world.tags.indptr.tobytes() + exam.world.tags.indices.tobytes())
    digest.update(repr(sorted(exam.pairs)).encode())
    digest.update(SENTENCES.read_bytes())
    return digest.hexdigest()


def _taste(shelf: Shelf, vocabulary: Vocabulary, seed: int, number: int) -> Question:
    wish = synthetic(shelf, seed=seed, number=number)
    return Question(wish.bands, wish.keywords, vocabulary.direction(wish.keywords))


def _words(vocabulary: Vocabulary, shelf: Shelf) -> Asked:
    """Keywords without a vector are left out, so that every method is asked the same."""
    relevant = carriers(shelf.words, len(vocabulary.ids))
    known = {
        place: direction
        for place in range(len(relevant))
        if (direction := vocabulary.direction([place])) is not None
    }
    questions = [Question((), (place,), direction) for place, direction in known.items()]
    return asked(questions, [relevant[place] for place in known])


def _sentences(space: EmbeddingSpace, catalogue: Catalogue, now: datetime) -> Asked:
    """Those that can be embedded and fit a band of the catalogue."""
    spellings = Keyword.objects.live().order_by("pk").values_list("keyword", "english")
    ways, keys = list(spellings), dict(Band.objects.live().values_list("key", "pk"))
    questions, relevant = [], []
    for sentence in sentences_of(SENTENCES.read_text(encoding="utf-8")):
        rows = catalogue.rows(keys[key] for key in sentence.bands if key in keys)
        vector = _direction(space, sentence, now) if len(rows) else None
        if vector is not None:
            questions.append(Question((), named(sentence.text, ways), vector))
            relevant.append(rows)
    return asked(questions, relevant)


def _direction(space: EmbeddingSpace, sentence: Sentence, now: datetime) -> Vector | None:
    return keyword_direction(
        space=space,
        keywords=[sentence.text],
        embedder=registry.for_space(space.provider, space.model, space.dimensions),
        now=now,
        seconds=settings.EMBEDDING_TASK_SECONDS,
    ).vector


def _world(catalogue: Catalogue, vocabulary: Vocabulary, shelf: Shelf) -> World:
    listens = _picks(catalogue)
    words = [np.array(places, dtype=np.int64) for places in shelf.words]
    return World(
        listens,
        ones_at(words, len(vocabulary.ids)),
        csr_array((listens.shape[0], len(vocabulary.ids)), dtype=np.float32),
        catalogue.vectors,
        _word_vectors(vocabulary, catalogue.vectors.shape[1]),
    )


def _picks(catalogue: Catalogue) -> csr_array:
    """(m, n) what live members picked; of the members nothing else goes further than this."""
    chosen = MemberBand.objects.filter(
        member__in=Member.objects.live(), band__in=catalogue.ids.tolist()
    ).order_by("pk")
    pairs: Sequence[tuple[int, int]] = list(chosen.values_list("member_id", "band_id"))
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    members, rows = np.unique(table[:, 0], return_inverse=True)
    columns = np.searchsorted(catalogue.ids, table[:, 1])
    return binary(rows, columns, (len(members), len(catalogue.ids)))


def _word_vectors(vocabulary: Vocabulary, dimensions: int) -> np.ndarray:
    vectors = np.zeros((len(vocabulary.ids), dimensions), dtype=np.float32)
    for place in range(len(vectors)):
        direction = vocabulary.direction([place])
        if direction is not None:
            vectors[place] = direction
    return vectors
