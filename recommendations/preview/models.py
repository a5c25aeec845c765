"""What a draft would do, computed once and kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.models import BandDraft
from embeddings.models import EmbeddingSpace
from recommendations.preview.effect import Effect, effect_from_json
from recommendations.preview.querysets import PreviewQuerySet


class DraftPreview(models.Model):
    """The preview of a draft: the job, and what came of it.

    `number` is the draft's edit that it is about and `space` the one that it was computed in; a
    newer edit makes it stale. `result` is an `Effect` as JSON, without its lists until `step`
    has come to them; they took `seconds_spent` so far. `run` counts the turns of workers, so
    that one that lost its lease writes nothing; `attempts` those since the last progress.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("기다리는 중")
        WORKING = "working", _("계산하는 중")
        DONE = "done", _("다 됨")
        FAILED = "failed", _("못 함")

    class Step(models.TextChoices):
        TEXT = "text", _("초안의 글을 벡터로 만들기")
        NEAREST = "nearest", _("가까운 밴드와 기준 짝 비교하기")
        LISTS = "lists", _("회원들의 목록 다시 만들어 보기")

    draft = models.OneToOneField(BandDraft, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    space = models.ForeignKey(EmbeddingSpace, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    step = models.CharField(max_length=8, choices=Step, default=Step.TEXT)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    seconds_spent = models.FloatField(default=0)
    result = models.JSONField(null=True)
    error = models.CharField(max_length=40, blank=True)
    run = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        db_table = "draft_preview"
        verbose_name = _("초안 미리보기")
        verbose_name_plural = _("초안 미리보기")

    @property
    def effect(self) -> Effect | None:
        return effect_from_json(self.result) if self.result else None

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.WORKING)
