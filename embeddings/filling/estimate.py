"""What it takes to fill a space, said before the first call."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.conf import settings
from django.db import connection

from embeddings import keyword_texts, pending
from embeddings.filling.tokens import estimated_tokens
from embeddings.models import EmbeddingSpace
from embeddings.services import BATCH
from embeddings.text import compose
from embeddings.text.base import Purpose

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Pace:
    """Seconds that a call and a thousand characters take; measured on two slow cores."""

    call: float
    thousand_characters: float


PACES = {"local": Pace(call=0.0, thousand_characters=0.6)}
OF_A_SERVER = Pace(call=0.6, thousand_characters=0.0)
FREE = frozenset({"local"})  # providers that send nobody a bill

TEXTS = """
SELECT description.text,
       coalesce(array_agg(keyword.keyword ORDER BY keyword.id)
                FILTER (WHERE keyword.deleted_at IS NULL AND keyword.id IS NOT NULL), '{}')
FROM band_description AS description
JOIN band ON band.id = description.band_id AND band.deleted_at IS NULL
LEFT JOIN band_keyword ON band_keyword.band_id = description.band_id
LEFT JOIN keyword ON keyword.id = band_keyword.keyword_id
WHERE description.text <> ''
GROUP BY description.band_id
"""


@dataclass(frozen=True)
class Estimate:
    """Of the texts that have no vector of this model yet; tokens are a generous guess.

    `price` is US dollars for a million tokens, None when the settings name none; `cost` likewise.
    """

    texts: int
    characters: int
    tokens: int
    calls: int
    minutes: float
    price: Decimal | None

    @property
    def cost(self) -> Decimal | None:
        return None if self.price is None else cost_of(self.tokens, self.price)


def estimate(space: EmbeddingSpace, *, texts_per_minute: int | None = None) -> Estimate:
    """Reads every text that the space needs, and asks nobody."""
    texts = _missing(space)
    characters = sum(map(len, texts))
    calls = ceil(len(texts) / BATCH)
    pace = PACES.get(space.provider, OF_A_SERVER)
    working = (calls * pace.call + characters / 1000 * pace.thousand_characters) / 60
    waiting = len(texts) / texts_per_minute if texts_per_minute else 0.0
    return Estimate(
        texts=len(texts),
        characters=characters,
        tokens=sum(map(estimated_tokens, texts)),
        calls=calls,
        minutes=max(working, waiting),
        price=price_of(space.provider, space.model),
    )


def price_of(provider: str, model: str) -> Decimal | None:
    """US dollars for a million tokens; None when nobody has said."""
    return Decimal(0) if provider in FREE else settings.EMBEDDING_PRICES.get(model)


def cost_of(tokens: int, price: Decimal) -> Decimal:
    return (tokens * price / MILLION).quantize(Decimal("0.0001"))


def _missing(space: EmbeddingSpace) -> list[str]:
    bands = {compose.fingerprint(Purpose.PASSAGE, text): text for text in _band_texts() if text}
    texts = bands | keyword_texts.of_keywords() | keyword_texts.of_sentences()
    missing = pending.without_vector(model_key=space.model_key, fingerprints=texts)
    return [texts[fingerprint] for fingerprint in missing]


def _band_texts() -> Iterable[str]:
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        return [compose.band_text(words, text) for text, words in cursor.fetchall()]
