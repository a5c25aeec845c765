"""Make vectors for what has none: claim, ask the provider, write by compare-and-set."""

import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from embeddings import breaker, pending
from embeddings.filling.meter import UNMETERED, Meter
from embeddings.keyword_texts import keyword_fingerprint
from embeddings.models import EmbeddingSpace, TextVector
from embeddings.pending import Claim, Placement
from embeddings.recent import recent
from embeddings.text import compose, gateway
from embeddings.text.base import ProviderError, Purpose, TextEmbedder, TextNotEmbeddable
from embeddings.vectors import NoDirection, mean_direction, placed

logger = logging.getLogger(__name__)

BATCH = 8  # texts a call: what a killed worker loses, and about 2 s of a local model
PROBE = 1  # after a failure; a batch that is too much for the deadline must not come again whole
GRACE = timedelta(seconds=10)  # a lease outlives the provider's deadline by this much

Fingerprint = str


@dataclass(frozen=True)
class Progress:
    """What one batch did. `claimed` 0: there was nothing to do."""

    claimed: int = 0
    stored: int = 0
    failed: int = 0


def embed_pending_bands(
    *,
    space: EmbeddingSpace,
    embedder: TextEmbedder,
    now: datetime,
    seconds: float,
    meter: Meter = UNMETERED,
) -> Progress:
    """Embed up to `BATCH` bands whose text the space does not know (RELIABILITY D2, D3).

    Safe to repeat and to run twice at once: claims are leases, vectors are named by their
    text, and a vector is stored only while the text is still the one it was made of.
    """
    if not breaker.may_call(space=space, now=now):
        return Progress()
    lease = timedelta(seconds=seconds) + GRACE
    limit = _most(space)
    claims = pending.claim(space_id=space.pk, now=now, lease=lease, limit=limit)
    if not claims:
        return Progress()

    texts = {claim.fingerprint: claim.text for claim in claims}
    raw, errors = _raw_vectors(space, embedder, texts, Purpose.PASSAGE, now, seconds, meter)

    placements = [
        placement for claim in claims if (placement := _placement(claim, raw, space, errors))
    ]
    with transaction.atomic():
        stored = pending.store(space=space, placements=placements, now=now)
        failed = [claim for claim in claims if claim.fingerprint in errors]
        for claim in failed:
            pending.postpone(space=space, claim=claim, error=errors[claim.fingerprint], now=now)
        pending.release(space_id=space.pk, claims=claims)
    return Progress(claimed=len(claims), stored=stored, failed=len(failed))


def embed_keyword_texts(
    *,
    space: EmbeddingSpace,
    embedder: TextEmbedder,
    texts: Mapping[Fingerprint, str],
    now: datetime,
    seconds: float,
    meter: Meter = UNMETERED,
) -> int:
    """Store the vectors of the first of `texts` that have none (CONTRACT A8). Returns how many."""
    missing = pending.without_vector(model_key=space.model_key, fingerprints=texts)
    if not missing or not breaker.may_call(space=space, now=now):
        return 0
    some = {fingerprint: texts[fingerprint] for fingerprint in missing[: _most(space)]}
    raw, _errors = _raw_vectors(space, embedder, some, Purpose.QUERY, now, seconds, meter)
    return len(raw)


def _most(space: EmbeddingSpace) -> int:
    """Texts of one call."""
    return PROBE if space.failures else BATCH


def learn_text(
    *, space: EmbeddingSpace, text: str, embedder: TextEmbedder, now: datetime, seconds: float
) -> None:
    """Store the vector of a band's text before any band has that text (CONTRACT D66).

    No call when it is stored. Raises a `ProviderError`; while the provider is left alone after
    a failure, one with the reason of that failure and when it may be asked again.
    """
    name = compose.fingerprint(Purpose.PASSAGE, text)
    if not pending.without_vector(model_key=space.model_key, fingerprints=[name]):
        return
    if not breaker.may_call(space=space, now=now):
        raise breaker.pause(space=space, now=now)
    _raw, errors = _raw_vectors(space, embedder, {name: text}, Purpose.PASSAGE, now, seconds)
    if errors:
        raise errors[name]


def learn_texts(
    *,
    space: EmbeddingSpace,
    texts: Mapping[Fingerprint, str],
    embedder: TextEmbedder,
    now: datetime,
    seconds: float,
) -> set[Fingerprint]:
    """Store vectors of texts that have none. Returns those to be asked for again: what the model
    refuses for ever is not among them."""
    if not texts:
        return set()
    if not breaker.may_call(space=space, now=now):
        return set(texts)
    _raw, errors = _raw_vectors(space, embedder, dict(texts), Purpose.PASSAGE, now, seconds)
    return {key for key, error in errors.items() if not isinstance(error, TextNotEmbeddable)}


class TextNotLearned(LookupError):
    """A band's text has no stored vector yet: `learn_text` comes first."""


def place_learned(*, space: EmbeddingSpace, band_ids: Sequence[int], now: datetime) -> None:
    """Give bands the vectors of their texts as they stand, from what is stored; no call is made.

    A band without text gets none. Raises `TextNotLearned`, or `TextNotEmbeddable` for a text
    whose vector has no direction in the space.
    """
    claims = [claim for claim in pending.texts_of(band_ids=band_ids, until=now) if claim.text]
    raw = TextVector.objects.arrays(space.model_key, {claim.fingerprint for claim in claims})
    if any(claim.fingerprint not in raw for claim in claims):
        raise TextNotLearned
    errors: dict[Fingerprint, ProviderError] = {}
    placements = [_placement(claim, raw, space, errors) for claim in claims]
    if errors:
        raise next(iter(errors.values()))
    pending.store(space=space, placements=filter(None, placements), now=now)


@dataclass(frozen=True)
class KeywordDirection:
    """The unit vector of the chosen keywords in a space, and how it fell short."""

    vector: NDArray[np.float64] | None
    degraded: tuple[str, ...] = ()


def keyword_direction(
    *,
    space: EmbeddingSpace,
    keywords: Sequence[str],
    embedder: TextEmbedder | None,
    now: datetime,
    seconds: float,
) -> KeywordDirection:
    """One vector for keywords in keyword-id order (CONTRACT D30, D31, A8).

    No call when the vector is stored. Else one call within `seconds`; when that fails, or there
    is no `embedder`, the unit mean of the keywords' own stored vectors, marked
    "keyword_vectors_mean"; when there are none either, no vector, marked "keywords_ignored".
    """
    if not keywords:
        return KeywordDirection(None)
    whole = keyword_fingerprint(keywords)
    own = [keyword_fingerprint([word]) for word in keywords]
    stored = TextVector.objects.arrays(space.model_key, {whole, *own})
    if whole not in stored and embedder and breaker.may_call(space=space, now=now):
        text = {whole: compose.keywords_text(keywords)}
        fresh, _errors = _raw_vectors(space, embedder, text, Purpose.QUERY, now, seconds)
        stored |= fresh
    return _direction(space, stored, whole, own)


@dataclass(frozen=True)
class Passing:
    """A text whose vector is known, or on its way, or not to be had."""

    space: EmbeddingSpace
    text: str
    known: NDArray[np.floating[Any]] | None = None
    call: gateway.Call | None = None

    def vector(self, now: datetime) -> NDArray[np.float64] | None:
        """Where the text lies in the space, waited for; None where there is nothing to be had."""
        raw = self.known if self.call is None else self._answered(self.call, now)
        if raw is not None:
            with suppress(NoDirection):
                return _placed(raw, self.space)
        return None

    def _answered(self, call: gateway.Call, now: datetime) -> NDArray[np.floating[Any]] | None:
        try:
            raw: NDArray[np.floating[Any]] = call.rows()[0]
        except ProviderError as error:
            _note(self.space, error, now)
            return None
        breaker.note_success(space=self.space)
        recent.put(self.space.pk, self.space.model_key, self.text, raw)
        return raw


def begin_passing(
    *, space: EmbeddingSpace, text: str, embedder: TextEmbedder, now: datetime, seconds: float
) -> Passing:
    """Begin to find where a text lies in a space, in one call within `seconds`.

    Nothing is stored: what people write is theirs, and no two write the same. What this process
    was asked lately needs no call, so a chip that is pressed does not embed the sentence anew.
    """
    known = recent.get(space.pk, space.model_key, text)
    if known is not None or not breaker.may_call(space=space, now=now):
        return Passing(space, text, known)
    try:
        call = gateway.begin(embedder, [text], Purpose.QUERY, seconds=seconds)
    except ProviderError as error:
        _note(space, error, now)
        return Passing(space, text)
    return Passing(space, text, call=call)


def _note(space: EmbeddingSpace, error: ProviderError, now: datetime) -> None:
    breaker.note_failure(space=space, error=error, now=now)
    logger.warning("embedding failed: %s", error.reason)


def keyword_points(*, space: EmbeddingSpace, keywords: Sequence[str]) -> dict[str, NDArray]:
    """keyword -> its own unit vector in the space, for those whose vector is stored (A8)."""
    names = {keyword_fingerprint([word]): word for word in keywords}
    stored = TextVector.objects.arrays(space.model_key, names)
    points: dict[str, NDArray] = {}
    for fingerprint, raw in stored.items():
        with suppress(NoDirection):
            points[names[fingerprint]] = _placed(raw, space)
    return points


def _direction(
    space: EmbeddingSpace,
    stored: dict[Fingerprint, NDArray],
    whole: Fingerprint,
    own: Sequence[Fingerprint],
) -> KeywordDirection:
    try:
        if whole in stored:
            return KeywordDirection(_placed(stored[whole], space))
        points = [_placed(stored[one], space) for one in own if one in stored]
        if points:
            return KeywordDirection(mean_direction(points), ("keyword_vectors_mean",))
    except NoDirection:
        logger.warning("keywords have no direction in space %s", space.pk)
    return KeywordDirection(None, ("keywords_ignored",))


def _placed(raw: NDArray, space: EmbeddingSpace) -> NDArray[np.float64]:
    return placed(raw, space.centre_array, space.dimensions)


def _raw_vectors(
    space: EmbeddingSpace,
    embedder: TextEmbedder,
    texts: dict[Fingerprint, str],
    purpose: Purpose,
    now: datetime,
    seconds: float,
    meter: Meter = UNMETERED,
) -> tuple[dict[Fingerprint, NDArray], dict[Fingerprint, ProviderError]]:
    """Stored vectors and new ones, and the error of each text that the provider gave none.

    A text that the meter holds back is in neither.
    """
    raw = TextVector.objects.arrays(space.model_key, texts)
    missing = [(key, text) for key, text in texts.items() if key not in raw]
    if missing:
        missing = missing[: meter.granted([text for _key, text in missing], now)]
    if not missing:
        return raw, {}
    try:
        fresh, errors = _ask(embedder, dict(missing), purpose, seconds)
    except ProviderError as error:
        _note(space, error, now)
        return raw, dict.fromkeys(dict(missing), error)
    breaker.note_success(space=space)
    pending.keep(model_key=space.model_key, vectors=fresh)
    return raw | fresh, errors


def _ask(
    embedder: TextEmbedder, texts: dict[Fingerprint, str], purpose: Purpose, seconds: float
) -> tuple[dict[Fingerprint, NDArray], dict[Fingerprint, ProviderError]]:
    """One call for all; when one text spoils it, one call for each in the time that is left."""
    ends = time.monotonic() + seconds
    try:
        rows = gateway.embed(embedder, list(texts.values()), purpose, seconds=seconds)
        return dict(zip(texts, rows, strict=True)), {}
    except TextNotEmbeddable as error:
        if len(texts) == 1:
            return {}, dict.fromkeys(texts, error)
    vectors: dict[Fingerprint, NDArray] = {}
    errors: dict[Fingerprint, ProviderError] = {}
    for key, text in texts.items():
        try:
            left = max(ends - time.monotonic(), 0.001)
            vectors[key] = gateway.embed(embedder, [text], purpose, seconds=left)[0]
        except ProviderError as error:
            errors[key] = error
    return vectors, errors


def _placement(
    claim: Claim,
    raw: dict[Fingerprint, NDArray],
    space: EmbeddingSpace,
    errors: dict[Fingerprint, ProviderError],
) -> Placement | None:
    if claim.fingerprint not in raw:
        return None
    try:
        vector = _placed(raw[claim.fingerprint], space)
    except NoDirection:
        errors[claim.fingerprint] = TextNotEmbeddable()
        return None
    return Placement(claim, vector)
