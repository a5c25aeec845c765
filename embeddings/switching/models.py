"""What was found out about a space, and every change of the one that serves."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

SPACE = "embeddings.EmbeddingSpace"


class SpaceComparison(models.Model):
    """A space beside the active one of that moment; a worker fills in `result`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("기다림")
        DONE = "done", _("끝남")
        FAILED = "failed", _("실패")

    space = models.ForeignKey(SPACE, models.CASCADE, related_name="comparisons")
    against = models.ForeignKey(SPACE, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(db_default=Now())
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        db_table = "space_comparison"
        verbose_name = _("공간 비교")
        verbose_name_plural = _("공간 비교")


class SpaceChange(models.Model):
    """One line of the log: who changed the serving space, when, why, on which figures.

    Never changed and never deleted; the names outlive their spaces.
    """

    class Kind(models.TextChoices):
        CENTRED = "centred", _("중심을 뺌")
        SWITCHED = "switched", _("바꿈")
        OVERRIDDEN = "overridden", _("막혔으나 바꿈")
        REFUSED = "refused", _("막힘")
        ROLLED_BACK = "back", _("되돌림")
        RETIRED = "retired", _("물러나게 함")
        DELETED = "deleted", _("지움")

    kind = models.CharField(_("무엇"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("때"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("누가"),
    )
    why = models.CharField(_("까닭"), max_length=300, blank=True)
    from_space = models.ForeignKey(SPACE, models.SET_NULL, null=True, related_name="+")
    to_space = models.ForeignKey(SPACE, models.SET_NULL, null=True, related_name="+")
    from_name = models.CharField(_("쓰던 공간"), max_length=80, blank=True)
    to_name = models.CharField(_("공간"), max_length=80, blank=True)
    model_key = models.CharField(max_length=140, blank=True)  # of the space it is about
    is_automatic = models.BooleanField(_("저절로"), default=False)
    figures = models.JSONField(_("수치"), default=dict)

    class Meta:
        db_table = "space_change"
        verbose_name = _("공간 바꾼 기록")
        verbose_name_plural = _("공간 바꾼 기록")

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label}: {self.to_name}"
