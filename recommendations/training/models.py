"""Trainings: when, of what, what came of them and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from embeddings.models import EmbeddingSpace, LearnedSpace
from recommendations.training.querysets import TrainingRunQuerySet

LONGEST_MESSAGE = 300


class TrainingRun(models.Model):
    """One training. Its figures are of nobody in particular: counts, means, shares.

    `fingerprint` is that of all that went in, so that nothing is learnt twice. `reason` is a word
    of `said.REASONS`; `message` what a failure said.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("기다리는 중")
        RUNNING = "running", _("배우는 중")
        PROMOTED = "promoted", _("바꿈")
        REFUSED = "refused", _("그대로 둠")
        SKIPPED = "skipped", _("건너뜀")
        FAILED = "failed", _("실패")

    state = models.CharField(_("결과"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("까닭"), max_length=20, blank=True)
    message = models.CharField(max_length=LONGEST_MESSAGE, blank=True)
    asked_at = models.DateTimeField(_("시작한 때"))
    finished_at = models.DateTimeField(_("끝난 때"), null=True)
    seconds = models.FloatField(_("걸린 초"), default=0.0)
    text_space = models.ForeignKey(
        EmbeddingSpace,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("글의 공간"),
    )
    learned_space = models.ForeignKey(
        LearnedSpace, models.SET_NULL, null=True, related_name="+", verbose_name=_("배운 공간")
    )
    parameters = models.JSONField(_("매개변수"), default=dict)
    figures = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    code_version = models.CharField(_("코드 판"), max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)

    objects = TrainingRunQuerySet.as_manager()

    class Meta:
        db_table = "training_run"
        verbose_name = _("배움")
        verbose_name_plural = _("배움")
        ordering = ["-pk"]
        permissions = [("roll_back_training", "Can go back to the learned space before")]
        constraints = [
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=models.Q(finished_at=None),
                nulls_distinct=False,
                name="training_run_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
