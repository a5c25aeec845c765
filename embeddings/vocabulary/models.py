"""What people decided about the vocabulary: merges, and proposals that they turned down."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bands.models import Band, Keyword

_PERSON = {"on_delete": models.SET_NULL, "null": True, "related_name": "+"}


class KeywordMerge(models.Model):
    """One keyword taken into another, with all that it moved, so that it can be taken back."""

    kept = models.ForeignKey(
        Keyword, models.CASCADE, related_name="+", verbose_name=_("남은 키워드")
    )
    dropped = models.ForeignKey(
        Keyword, models.CASCADE, related_name="+", verbose_name=_("합쳐진 키워드")
    )
    moves = models.JSONField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("누가"), **_PERSON)
    at = models.DateTimeField(_("때"))
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    undone_at = models.DateTimeField(_("취소한 때"), null=True)

    class Meta:
        db_table = "keyword_merge"
        verbose_name = _("키워드 합치기")
        verbose_name_plural = _("키워드 합치기")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("dropped")), name="keyword_merge_of_two"
            ),
            models.UniqueConstraint(
                fields=["dropped"],
                condition=models.Q(undone_at=None),
                name="keyword_merge_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dropped} → {self.kept}"


class DismissedProposal(models.Model):
    """A proposal that a person turned down; it is not made again.

    `keyword` and `other`, in id order, are no synonyms; with `other` None the keyword stays
    however rare it is.
    """

    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="+")
    other = models.ForeignKey(Keyword, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "dismissed_proposal"
        verbose_name = _("넘긴 제안")
        verbose_name_plural = _("넘긴 제안")
        constraints = [
            models.UniqueConstraint(
                fields=["keyword", "other"], name="dismissed_proposal_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(other=None) | models.Q(keyword__lt=models.F("other")),
                name="dismissed_proposal_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.keyword_id}-{self.other_id}"


class KeywordSuggestion(models.Model):
    """A machine's proposal of a keyword for a band, until a person decides (CONTRACT S122).

    What vectors propose is read from the data; it becomes a row when it is turned down. `model`
    is the language model that proposed it, or empty.
    """

    class State(models.TextChoices):
        OPEN = "open", _("제안")
        ACCEPTED = "accepted", _("받아들임")
        DISMISSED = "dismissed", _("넘김")

    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="+")
    model = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keyword_suggestion"
        verbose_name = _("키워드 제안")
        verbose_name_plural = _("키워드 제안")
        constraints = [
            models.UniqueConstraint(fields=["band", "keyword"], name="keyword_suggestion_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "accepted", "dismissed"]),
                name="keyword_suggestion_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.band_id}: {self.keyword_id}"
