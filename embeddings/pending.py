"""The queue that is not a queue: what is pending is read from the data, and leased."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from numpy.typing import NDArray

from embeddings.models import EmbeddingAttempt, EmbeddingSpace, TextVector
from embeddings.text import compose
from embeddings.text.base import ProviderError, Purpose, TextNotEmbeddable
from embeddings.wire import Packed

ATTEMPTS_UNTIL_FAILED = 8  # then the admin shows it as failed; it is still tried every hour
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Claim:
    """A band that is ours to embed until the lease ends, with the text as it stands."""

    band_id: int
    text_version: int
    text: str
    fingerprint: str
    until: datetime


@dataclass(frozen=True)
class Placement:
    claim: Claim
    vector: NDArray


CLAIM = """
WITH open AS (
    SELECT description.band_id, description.text_version
    FROM band_description AS description
    JOIN band ON band.id = description.band_id
    LEFT JOIN band_vector AS entry
        ON entry.band_id = description.band_id AND entry.space_id = %(space)s
    LEFT JOIN embedding_attempt AS attempt
        ON attempt.band_id = description.band_id AND attempt.space_id = %(space)s
    WHERE description.text <> '' AND band.deleted_at IS NULL
      AND entry.text_version IS DISTINCT FROM description.text_version
      AND (attempt.claimed_until IS NULL OR attempt.claimed_until <= %(now)s)
      AND (attempt.id IS NULL OR attempt.text_version <> description.text_version
           OR attempt.next_attempt_at <= %(now)s)
    ORDER BY description.band_id
    LIMIT %(limit)s
    FOR UPDATE OF description SKIP LOCKED
)
INSERT INTO embedding_attempt AS mine
    (space_id, band_id, text_version, attempts, claimed_until, next_attempt_at,
     has_failed, reason)
SELECT %(space)s, band_id, text_version, 0, %(until)s, %(now)s, false, '' FROM open
ON CONFLICT (space_id, band_id) DO UPDATE SET
    claimed_until = EXCLUDED.claimed_until,
    next_attempt_at = EXCLUDED.next_attempt_at,
    attempts = CASE WHEN mine.text_version = EXCLUDED.text_version THEN mine.attempts ELSE 0 END,
    text_version = EXCLUDED.text_version
WHERE mine.claimed_until IS NULL OR mine.claimed_until <= %(now)s
RETURNING band_id
"""

TEXTS = """
SELECT description.band_id, description.text_version, description.text,
       coalesce(array_agg(keyword.keyword ORDER BY keyword.id)
                FILTER (WHERE keyword.deleted_at IS NULL AND keyword.id IS NOT NULL), '{}')
FROM band_description AS description
LEFT JOIN band_keyword ON band_keyword.band_id = description.band_id
LEFT JOIN keyword ON keyword.id = band_keyword.keyword_id
WHERE description.band_id = ANY(%s)
GROUP BY description.band_id
ORDER BY description.band_id
"""

STORE = """
INSERT INTO band_vector (space_id, band_id, dimensions, fingerprint, text_version, vector)
SELECT %(space)s, description.band_id, %(dimensions)s, %(fingerprint)s,
       description.text_version, %(vector)s::vector
FROM band_description AS description JOIN band ON band.id = description.band_id
WHERE description.band_id = %(band)s AND description.text_version = %(version)s
  AND description.text <> '' AND band.deleted_at IS NULL
ON CONFLICT (space_id, band_id) DO UPDATE SET
    fingerprint = EXCLUDED.fingerprint, text_version = EXCLUDED.text_version,
    vector = EXCLUDED.vector, made_at = now()
WHERE band_vector.text_version < EXCLUDED.text_version
"""

CENTRED = "SELECT centre IS NOT NULL FROM embedding_space WHERE id = %s FOR SHARE"


def claim(*, space_id: int, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Lease up to `limit` pending bands; a band that somebody else holds is passed over."""
    arguments = {"space": space_id, "now": now, "until": now + lease, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, arguments)
        ids = [row[0] for row in cursor.fetchall()]
    return texts_of(band_ids=ids, until=now + lease)


def texts_of(*, band_ids: Sequence[int], until: datetime) -> list[Claim]:
    """What is said of these bands to a model as they stand, in band-id order; nothing is leased."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [list(band_ids)])
        return [_claim(*row, until=until) for row in cursor.fetchall()]


def _claim(
    band_id: int, version: int, description: str, keywords: Sequence[str], until: datetime
) -> Claim:
    text = compose.band_text(keywords, description)
    return Claim(band_id, version, text, compose.fingerprint(Purpose.PASSAGE, text), until)


def store(*, space: EmbeddingSpace, placements: Iterable[Placement], now: datetime) -> int:
    """Compare-and-set: a vector lands only while its text is the band's text.

    And only while the space has the centre that `space` was read with: none lands that was
    placed before the centre was taken away. Call it in a transaction.
    """
    stored: list[Claim] = []
    with connection.cursor() as cursor:
        cursor.execute(CENTRED, [space.pk])
        if cursor.fetchone() != (space.centre is not None,):
            return 0
        for placement in placements:
            cursor.execute(
                STORE,
                {
                    "space": space.pk,
                    "dimensions": space.dimensions,
                    "band": placement.claim.band_id,
                    "version": placement.claim.text_version,
                    "fingerprint": placement.claim.fingerprint,
                    "vector": Packed(placement.vector),
                },
            )
            if cursor.rowcount:
                stored.append(placement.claim)
    for claimed in stored:
        EmbeddingAttempt.objects.filter(
            space=space, band_id=claimed.band_id, text_version=claimed.text_version
        ).delete()
    return len(stored)


def postpone(*, space: EmbeddingSpace, claim: Claim, error: ProviderError, now: datetime) -> None:
    """Note a failed attempt and when the next is due; a text that can never work waits for ever."""
    attempt = EmbeddingAttempt.objects.filter(
        space=space,
        band_id=claim.band_id,
        text_version=claim.text_version,
        claimed_until=claim.until,
    ).first()
    if attempt is None:
        return
    hopeless = isinstance(error, TextNotEmbeddable)
    attempt.attempts += 1
    attempt.reason = error.reason
    attempt.has_failed = hopeless or attempt.attempts >= ATTEMPTS_UNTIL_FAILED
    attempt.next_attempt_at = None if hopeless else now + _wait(attempt.attempts, error)
    attempt.save()


def _wait(attempts: int, error: ProviderError) -> timedelta:
    backoff = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    return max(backoff, timedelta(seconds=error.retry_after or 0))


def release(*, space_id: int, claims: Sequence[Claim]) -> None:
    """Give the bands back, unless the lease has passed to somebody else meanwhile."""
    EmbeddingAttempt.objects.filter(
        space_id=space_id,
        band_id__in=[claim.band_id for claim in claims],
        claimed_until=claims[0].until,
    ).update(claimed_until=None)


def without_vector(*, model_key: str, fingerprints: Iterable[str]) -> list[str]:
    """Those fingerprints that no stored vector has, in the order given."""
    wanted = list(fingerprints)
    known = set(
        TextVector.objects.filter(model_key=model_key, fingerprint__in=wanted).values_list(
            "fingerprint", flat=True
        )
    )
    return [fingerprint for fingerprint in wanted if fingerprint not in known]


def keep(*, model_key: str, vectors: Mapping[str, NDArray]) -> None:
    """Store raw vectors for ever; one that is there already is the same vector."""
    TextVector.objects.bulk_create(
        [
            TextVector(model_key=model_key, fingerprint=fingerprint, vector=vector)
            for fingerprint, vector in vectors.items()
        ],
        ignore_conflicts=True,
    )
