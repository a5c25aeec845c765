"""Acts that may be one, and acts that became one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bands.duplicates.querysets import MergeQuerySet, PairQuerySet
from bands.duplicates.spelling import Reason

_BY = {"null": True, "editable": False, "related_name": "+"}


class Why(models.TextChoices):
    """The reasons of `spelling.Reason`, as a curator reads them."""

    NAME = Reason.NAME.value, _("이름이 같음")
    ALIAS = Reason.ALIAS.value, _("다른 이름이 같음")
    SLIP = Reason.SLIP.value, _("한 획 차이")
    SOUND = Reason.SOUND.value, _("소리가 같음")
    VECTOR = Reason.VECTOR.value, _("소개가 거의 같음")


class DuplicatePair(models.Model):
    """Two acts that may be one, as a worker found them; `dismissed_at`: a person says they are two.

    `spelled_a` and `spelled_b` are the names that gave them away. `similarity` is the cosine of
    their texts in the active space, None when one has no vector.
    """

    a = models.ForeignKey("bands.Band", models.CASCADE, related_name="+", verbose_name=_("밴드"))
    b = models.ForeignKey("bands.Band", models.CASCADE, related_name="+", verbose_name=_("밴드"))
    why = models.CharField(_("까닭"), max_length=8, choices=Why)
    likeness = models.FloatField(_("닮은 정도"))
    spelled_a = models.CharField(max_length=100, blank=True)
    spelled_b = models.CharField(max_length=100, blank=True)
    similarity = models.FloatField(_("소개의 가까움"), null=True)
    found_at = models.DateTimeField(_("찾은 때"))
    dismissed_at = models.DateTimeField(_("아니라고 한 때"), null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, **_BY)

    objects = PairQuerySet.as_manager()

    class Meta:
        db_table = "duplicate_pair"
        verbose_name = _("겹치는 밴드")
        verbose_name_plural = _("겹치는 밴드")
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="duplicate_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.a} · {self.b}"


class DuplicateSearch(models.Model):
    """That a worker compared all acts, when, and what it found."""

    at = models.DateTimeField()
    n_bands = models.PositiveIntegerField()
    n_open = models.PositiveIntegerField()

    class Meta:
        db_table = "duplicate_search"
        get_latest_by = "at"


class BandMerge(models.Model):
    """That one act became part of another, with all that it takes to undo it.

    `before` and `after` are the kept act's documents (`bands.documents.Act` as JSON); `moved`
    holds by mover (`bands.duplicates.movers`) what it moved, `left` by mover what its undoing
    could not take back because people had changed it since.
    """

    kept = models.ForeignKey(
        "bands.Band", models.CASCADE, related_name="+", verbose_name=_("남은 밴드")
    )
    merged = models.ForeignKey(
        "bands.Band", models.CASCADE, related_name="+", verbose_name=_("합쳐진 밴드")
    )
    before = models.JSONField()
    after = models.JSONField()
    moved = models.JSONField()
    at = models.DateTimeField(_("합친 때"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("합친 사람"), **_BY
    )
    undone_at = models.DateTimeField(_("취소한 때"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("취소한 사람"), **_BY
    )
    left = models.JSONField(default=dict)

    objects = MergeQuerySet.as_manager()

    class Meta:
        db_table = "band_merge"
        verbose_name = _("합친 밴드")
        verbose_name_plural = _("합친 밴드")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="band_merge_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="band_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
