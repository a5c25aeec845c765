"""Make the vectors of sentences, after everything else has its own (ADR 0028)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import connection

from embeddings import pending, services
from embeddings.filling.estimate import FREE
from embeddings.models import EmbeddingSpace
from embeddings.sentences.splitting import sentences
from embeddings.spaces import pending_count
from embeddings.text import compose, registry
from embeddings.text.base import Purpose, TextEmbedder

BANDS = 8  # looked at in one step

WAITING = """
SELECT entry.band_id, entry.text_version, description.text, description.text_en
FROM band_vector AS entry
JOIN band_description AS description
    ON description.band_id = entry.band_id AND description.text_version = entry.text_version
JOIN band ON band.id = entry.band_id AND band.deleted_at IS NULL
WHERE entry.space_id = %s AND entry.sentences_of <> entry.text_version
ORDER BY entry.band_id LIMIT %s
"""

NOTE = """
UPDATE band_vector AS entry SET sentences_of = done.version
FROM unnest(%s::bigint[], %s::bigint[]) AS done (band_id, version)
WHERE entry.space_id = %s AND entry.band_id = done.band_id AND entry.text_version = done.version
"""


@dataclass(frozen=True)
class Waiting:
    """A band whose text has its vector, and whose sentences were not seen to yet."""

    band_id: int
    text_version: int
    text: str
    text_en: str

    @cached_property
    def texts(self) -> dict[str, str]:
        """fingerprint -> sentence, in both languages."""
        cut = [*sentences(self.text), *sentences(self.text_en)]
        return {fingerprint(one.text): one.text for one in cut}


def fingerprint(sentence: str) -> str:
    """The name of its vector: that of any text that a model is given."""
    return compose.fingerprint(Purpose.PASSAGE, compose.normalise(sentence))


def embed_some(*, now: datetime, seconds: float) -> bool:
    """A step for the space that serves, if its provider sends nobody a bill. True: ask again."""
    space = EmbeddingSpace.objects.active()
    if space is None or space.provider not in FREE:
        return False
    embedder = registry.for_space(space.provider, space.model, space.dimensions)
    return embed_one_batch(space=space, embedder=embedder, now=now, seconds=seconds)


def embed_one_batch(
    *, space: EmbeddingSpace, embedder: TextEmbedder, now: datetime, seconds: float
) -> bool:
    """One call for sentences, once no band waits for its own vector. True: ask again.

    Safe to repeat and to run twice at once: vectors are named by their text.
    """
    if pending_count(space.pk):
        return False
    waiting = _waiting(space.pk)
    texts = {key: text for band in waiting for key, text in band.texts.items()}
    missing = pending.without_vector(model_key=space.model_key, fingerprints=texts)
    some = {key: texts[key] for key in missing[: services.BATCH]}
    failed = services.learn_texts(
        space=space, texts=some, embedder=embedder, now=now, seconds=seconds
    )
    left = failed | set(missing[services.BATCH :])
    done = [band for band in waiting if not left & band.texts.keys()]
    _note(space.pk, done)
    return bool(done) or len(some) > len(failed)


def _waiting(space_id: int) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [space_id, BANDS])
        return [Waiting(*row) for row in cursor.fetchall()]


def _note(space_id: int, done: list[Waiting]) -> None:
    """Each with the version that was read: a text that changed meanwhile is looked at again."""
    ids, versions = [band.band_id for band in done], [band.text_version for band in done]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [ids, versions, space_id])
