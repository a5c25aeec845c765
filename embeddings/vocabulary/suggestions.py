"""Keywords that machines propose for a band, and what a person makes of them (CONTRACT S122)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _
from numpy.typing import NDArray

from bands.acts import recorded
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, BandKeyword, Keyword
from config.errors import DomainError
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.text import chat
from embeddings.vocabulary.llm import keywords_from_llm
from embeddings.vocabulary.models import KeywordSuggestion
from embeddings.vocabulary.suggest import SuggestedKeyword, suggested_keywords

SHOWN = 5
State = KeywordSuggestion.State


class NothingToAsk(DomainError):
    code = "nothing_to_ask"
    message = _("언어 모델에 물어볼 소개 글이나 모델 설정이 없습니다.")


class UnknownKeywords(DomainError):
    code = "unknown_keywords"
    message = _("고를 키워드가 없거나, 지운 키워드입니다.")


@dataclass(frozen=True)
class Suggestions:
    """What is open for a band. `is_pending`: its text has no current vector to go by."""

    by_vectors: tuple[SuggestedKeyword, ...]
    by_llm: tuple[KeywordSuggestion, ...]
    is_pending: bool


def open_suggestions(*, band: Band, space: EmbeddingSpace | None) -> Suggestions:
    """What machines propose and nobody has decided; words that the band carries are out."""
    decided = KeywordSuggestion.objects.filter(band=band, state=State.DISMISSED)
    out = {*_carried(band), *decided.values_list("keyword__keyword", flat=True)}
    vector = _current_vector(band, space)
    by_vectors = (
        suggested_keywords(space=space, vector=vector, n=SHOWN, without=out, band_id=band.pk)
        if space is not None and vector is not None
        else []
    )
    open_rows = KeywordSuggestion.objects.filter(
        band=band, state=State.OPEN, keyword__deleted_at=None
    )
    by_llm = open_rows.exclude(keyword__keyword__in=out).select_related("keyword").order_by("pk")
    return Suggestions(tuple(by_vectors), tuple(by_llm), vector is None)


def ask_llm(*, band: Band, now: datetime) -> int:
    """Ask the language model once and keep what it proposes. Returns how many words are new.

    Raises `NothingToAsk` and `ChatUnavailable`. The call is made outside of any transaction.
    """
    model = chat.configured()
    description = getattr(band, "description", None)
    if model is None or description is None or not description.text:
        raise NothingToAsk
    words = dict(Keyword.objects.by_facet().values_list("keyword", "pk"))
    chosen = keywords_from_llm(
        chat=model,
        text=description.text,
        vocabulary=list(words),
        seconds=settings.OPENAI_CHAT_SECONDS,
    )
    known = set(KeywordSuggestion.objects.filter(band=band).values_list("keyword", flat=True))
    fresh = set(chosen) - _carried(band)
    rows = [
        KeywordSuggestion(band=band, keyword_id=words[word], model=model.model, made_at=now)
        for word in chosen
        if word in fresh and words[word] not in known
    ]
    KeywordSuggestion.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def accept(*, band: Band, keyword_ids: Collection[int], by: int | None, now: datetime) -> int:
    """Give the band these words, with a revision of it. Returns how many it had not."""
    words = _live(keyword_ids)
    with recorded(bands=Band.objects.filter(pk=band.pk), reason=Reason(Why.SAVED, by, now)):
        had = set(BandKeyword.objects.filter(band=band).values_list("keyword_id", flat=True))
        fresh = [BandKeyword(band=band, keyword=word) for word in words if word.pk not in had]
        BandKeyword.objects.bulk_create(fresh, ignore_conflicts=True)
        _decide(band, words, State.ACCEPTED, by, now)
    return len(fresh)


@transaction.atomic
def dismiss(*, band: Band, keyword_ids: Collection[int], by: int | None, now: datetime) -> int:
    """Do not propose these words for the band again. Returns how many."""
    words = _live(keyword_ids)
    _decide(band, words, State.DISMISSED, by, now)
    return len(words)


def _decide(band: Band, words: list[Keyword], state: str, by: int | None, now: datetime) -> None:
    """The model that proposed a word stays noted."""
    KeywordSuggestion.objects.bulk_create(
        [
            KeywordSuggestion(
                band=band,
                keyword=word,
                state=state,
                made_at=now,
                decided_by_id=by,
                decided_at=now,
            )
            for word in words
        ],
        update_conflicts=True,
        unique_fields=["band", "keyword"],
        update_fields=["state", "decided_by", "decided_at"],
    )


def _live(keyword_ids: Collection[int]) -> list[Keyword]:
    words = list(Keyword.objects.live().filter(pk__in=keyword_ids).order_by("pk"))
    if not words or len(words) != len(set(keyword_ids)):
        raise UnknownKeywords
    return words


def _carried(band: Band) -> set[str]:
    return set(band.keywords.values_list("keyword", flat=True))


def _current_vector(band: Band, space: EmbeddingSpace | None) -> NDArray | None:
    """(d,), unless the band's text has changed since or has none."""
    if space is None:
        return None
    is_current = BandVector.objects.filter(
        space=space, band=band, text_version=F("band__description__text_version")
    ).exists()
    return BandVector.objects.arrays(space.pk, [band.pk]).get(band.pk) if is_current else None
