"""Learned spaces and their vectors; every number can be made again by the next training."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from bands.models import Band
from embeddings.learned.layout import Layout
from embeddings.learned.querysets import LearnedSpaceQuerySet, LearnedVectorManager


class LearnedSpace(models.Model):
    """What one training gave. Nothing in it changes but its status.

    It builds on one text space and is of no use beside another. `newcomer`, `against_hubs` and
    `text_share` are those of `Layout`.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("기다림")
        ACTIVE = "active", _("쓰는 중")
        RETIRED = "retired", _("물러남")

    text_space = models.ForeignKey(
        "embeddings.EmbeddingSpace",
        models.CASCADE,
        related_name="learned",
        verbose_name=_("글의 공간"),
    )
    dimensions = models.PositiveIntegerField(_("차원"))
    text_share = models.FloatField(_("글의 몫"))
    against_hubs = models.FloatField(_("쏠림 바로잡기"))
    newcomer = models.FloatField()
    parameters = models.JSONField(_("매개변수"), default=dict)
    status = models.CharField(
        _("상태"), max_length=8, choices=Status, default=Status.WAITING, editable=False
    )
    made_at = models.DateTimeField(_("만든 때"), db_default=Now())
    activated_at = models.DateTimeField(_("쓰기 시작한 때"), null=True, editable=False)

    objects = LearnedSpaceQuerySet.as_manager()

    class Meta:
        db_table = "learned_space"
        verbose_name = _("배운 공간")
        verbose_name_plural = _("배운 공간")
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status="active"),
                name="learned_space_one_active",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def layout(self) -> Layout:
        return Layout(
            self.text_space.dimensions,
            self.dimensions,
            self.text_share,
            self.against_hubs,
            self.newcomer,
        )


class LearnedVector(models.Model):
    """A band's row. It holds while the band's text is the one with that `fingerprint`."""

    space = models.ForeignKey(LearnedSpace, models.CASCADE, related_name="vectors")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    vector = VectorField()

    objects = LearnedVectorManager()

    class Meta:
        db_table = "learned_vector"
        constraints = [
            models.UniqueConstraint(fields=["space", "band"], name="learned_vector_once")
        ]
