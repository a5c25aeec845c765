"""How a space is being filled, and within which limits."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SpaceFill(models.Model):
    """The order to fill a space. What is left to do is read from the data (`coverage.py`).

    Texts and tokens are counted before a call goes out, so a killed worker leaves at most one
    batch counted that was not sent, and the budget is never passed. A fill goes on while its
    space is building: what curators write meanwhile is filled in too.
    """

    class State(models.TextChoices):
        FILLING = "filling", _("채우는 중")
        PAUSED = "paused", _("멈춤")
        OUT_OF_BUDGET = "budget", _("예산이 다 됨")

    space = models.OneToOneField(
        "embeddings.EmbeddingSpace", models.CASCADE, primary_key=True, related_name="fill"
    )
    state = models.CharField(_("상태"), max_length=8, choices=State, default=State.FILLING)
    is_automatic = models.BooleanField(_("설정이 시작함"), default=False)
    texts_per_minute = models.PositiveIntegerField(_("분당 글 수"), null=True)
    budget_tokens = models.PositiveBigIntegerField(_("토큰 예산"), null=True)
    asked_texts = models.PositiveBigIntegerField(_("보낸 글"), default=0)
    spent_tokens = models.PositiveBigIntegerField(_("쓴 토큰"), default=0)
    allowance = models.FloatField(default=0)  # texts that may go at `allowance_at`
    allowance_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(_("시작한 때"), db_default=Now())

    class Meta:
        db_table = "space_fill"
        verbose_name = _("공간 채우기")
        verbose_name_plural = _("공간 채우기")

    def __str__(self) -> str:
        return f"{self.space}: {self.State(self.state).label}"
