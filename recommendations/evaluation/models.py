"""What was measured of a method, kept so that runs can be put side by side (CONTRACT M35, T49)."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class EvaluationRun(models.Model):
    """One method held to one protocol.

    figures : {"NDCG@10": {"mean", "low", "high"}, ...} over listeners, with 95 % intervals; in
    P4 over keywords, sentences and golden pairs
    of_lists : {"coverage@10": number, ...} of all lists together
    data_fingerprint : SHA-256 of what was measured with, so that two runs with other
    data are never compared unnoticed
    """

    protocol = models.CharField(_("평가 방식"), max_length=20)
    part = models.CharField(_("부분"), max_length=10)
    method = models.CharField(_("추천 방식"), max_length=60)
    parameters = models.JSONField(_("매개변수"), default=dict)
    data_fingerprint = models.CharField(_("자료 지문"), max_length=64)
    code_version = models.CharField(_("코드 판"), max_length=12, blank=True)
    figures = models.JSONField(_("듣는 이마다의 값"), default=dict)
    of_lists = models.JSONField(_("목록 전체의 값"), default=dict)
    fit_seconds = models.FloatField(_("배우는 데 걸린 초"))
    milliseconds = models.FloatField(_("한 사람의 밀리초"))
    memory_mb = models.FloatField(_("메모리 MB"))
    made_at = models.DateTimeField(_("잰 때"), db_default=Now())

    class Meta:
        db_table = "evaluation_run"
        verbose_name = _("평가")
        verbose_name_plural = _("평가")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk} {self.protocol} {self.method}"
