"""How a band's text and its vector stand to each other, as a column of a queryset."""

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from embeddings.models import BandVector, EmbeddingAttempt


class State(TextChoices):
    NO_TEXT = "no_text", _("글 없음")
    CURRENT = "current", _("최신")
    PENDING = "pending", _("대기")
    FAILED = "failed", _("실패")


def with_embedding_state(bands: QuerySet, space_id: int | None) -> QuerySet:
    """Annotate bands with `embedding_state` (a `State`), `embedding_reason` and when to retry."""
    attempts = EmbeddingAttempt.objects.filter(
        space_id=space_id,
        band=OuterRef("pk"),
        text_version=OuterRef("description__text_version"),
    )
    entries = BandVector.objects.filter(space_id=space_id, band=OuterRef("pk"))
    return bands.annotate(
        embedded_version=Subquery(entries.values("text_version")[:1]),
        embedding_reason=Subquery(attempts.values("reason")[:1]),
        embedding_retry_at=Subquery(attempts.values("next_attempt_at")[:1]),
        embedding_state=Case(
            When(Q(description=None) | Q(description__text=""), then=Value(State.NO_TEXT)),
            When(embedded_version=F("description__text_version"), then=Value(State.CURRENT)),
            When(Exists(attempts.filter(has_failed=True)), then=Value(State.FAILED)),
            default=Value(State.PENDING),
        ),
    )
