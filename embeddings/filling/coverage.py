"""How much of what lists need a space has: bands, keywords, and chosen keyword sentences."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from embeddings import keyword_texts
from embeddings.models import EmbeddingSpace, TextVector

BANDS = """
SELECT count(*),
       count(*) FILTER (WHERE mine.text_version = description.text_version),
       count(*) FILTER (
           WHERE mine.text_version IS DISTINCT FROM description.text_version
             AND serving.band_id IS NULL AND hopeless.band_id IS NOT NULL)
FROM band_description AS description
JOIN band ON band.id = description.band_id AND band.deleted_at IS NULL
LEFT JOIN band_vector AS mine
    ON mine.band_id = description.band_id AND mine.space_id = %(space)s
LEFT JOIN band_vector AS serving
    ON serving.band_id = description.band_id AND serving.space_id = %(serving)s
LEFT JOIN embedding_attempt AS hopeless
    ON hopeless.band_id = description.band_id AND hopeless.space_id = %(space)s
   AND hopeless.text_version = description.text_version
   AND hopeless.has_failed AND hopeless.next_attempt_at IS NULL
WHERE description.text <> ''
"""


@dataclass(frozen=True)
class Part:
    """`total` texts, of which `done` have their vector."""

    done: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.done

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True)
class Coverage:
    """`hopeless` bands have a text that the model refuses for ever, and count to no part."""

    bands: Part
    keywords: Part
    sentences: Part
    hopeless: int = 0

    @property
    def whole(self) -> Part:
        parts = (self.bands, self.keywords, self.sentences)
        return Part(sum(part.done for part in parts), sum(part.total for part in parts))

    @property
    def is_full(self) -> bool:
        return not self.whole.missing


def coverage_of(space: EmbeddingSpace, serving_id: int | None) -> Coverage:
    """Counts of this moment. A text that the model refuses is excused only where the serving
    space has no vector of its band either, so that no band is lost by a switch."""
    with connection.cursor() as cursor:
        cursor.execute(BANDS, {"space": space.pk, "serving": serving_id})
        total, done, hopeless = cursor.fetchone()
    return Coverage(
        bands=Part(done, total - hopeless),
        keywords=_known(space, keyword_texts.of_keywords()),
        sentences=_known(space, keyword_texts.of_sentences()),
        hopeless=hopeless,
    )


def _known(space: EmbeddingSpace, fingerprints: Collection[str]) -> Part:
    stored = TextVector.objects.filter(
        model_key=space.model_key, fingerprint__in=list(fingerprints)
    )
    return Part(stored.count(), len(fingerprints))
