"""What was measured of the catalogue's reach, kept so that two runs can be compared."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from embeddings.models import EmbeddingSpace
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.reach.correction import CORRECTIONS, NONE
from recommendations.reach.querysets import ReachRunQuerySet

MOST_TASTES = 100_000
LONGEST_REASON = 200


class ReachRun(models.Model):
    """One measurement: what was asked, of which catalogue, by which code, and how far it is.

    `band_ids` are the bands that could be recommended when it began, in order; `catalogue_hash`
    covers them and their vectors, so that a run never mixes two catalogues.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("기다리는 중")
        RUNNING = "running", _("재는 중")
        DONE = "done", _("끝남")
        FAILED = "failed", _("실패")

    algorithm = models.CharField(
        _("추천 방식"),
        max_length=20,
        choices=[(name, name.upper()) for name in ALGORITHMS],
        default="v3",
    )
    correction = models.CharField(
        _("허브 보정"),
        max_length=20,
        choices=[(NONE, _("보정 없음")), *CORRECTIONS.items()],
        default=NONE,
    )
    n_tastes = models.PositiveIntegerField(
        _("지어낸 취향 수"),
        default=2000,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TASTES)],
    )
    seed = models.PositiveIntegerField(_("난수 씨앗"), default=42)
    n_neighbours = models.PositiveSmallIntegerField(
        _("이웃 수"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    state = models.CharField(
        _("상태"), max_length=8, choices=State, default=State.WAITING, editable=False
    )
    reason = models.CharField(_("까닭"), max_length=LONGEST_REASON, blank=True, editable=False)
    space = models.ForeignKey(
        EmbeddingSpace, models.SET_NULL, null=True, related_name="+", editable=False
    )
    space_name = models.CharField(_("벡터 공간"), max_length=120, blank=True, editable=False)
    code_version = models.CharField(_("코드 판"), max_length=12, blank=True, editable=False)
    catalogue_hash = models.CharField(max_length=90, blank=True, editable=False)
    band_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    asked_at = models.DateTimeField(_("시작한 때"), editable=False)
    finished_at = models.DateTimeField(_("끝난 때"), null=True, editable=False)
    seconds = models.FloatField(_("걸린 초"), default=0.0, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)

    objects = ReachRunQuerySet.as_manager()

    class Meta:
        db_table = "reach_run"
        verbose_name = _("도달 측정")
        verbose_name_plural = _("도달 측정")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(n_tastes__gte=1, n_tastes__lte=MOST_TASTES),
                name="reach_run_tastes_range",
            ),
            models.CheckConstraint(
                condition=models.Q(n_neighbours__gte=1, n_neighbours__lte=100),
                name="reach_run_neighbours_range",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_algorithm_display()} {self.get_correction_display()}"


class ReachMeasure(models.Model):
    """The k-occurrences over one kind of lists: `occurrences[i]` is that of `run.band_ids[i]`.

    `cursor` is the last taste that is counted: a number for synthetic ones, a member's id for
    recorded ones. Counts and cursor are written together, so a killed worker costs one chunk
    and no list counts twice.
    """

    class Kind(models.TextChoices):
        NEIGHBOURS = "neighbours", _("밴드끼리의 이웃 목록")
        SYNTHETIC = "synthetic", _("지어낸 취향")
        RECORDED = "recorded", _("회원의 취향")

    run = models.ForeignKey(ReachRun, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind)
    n_lists = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=-1)
    occurrences = ArrayField(models.PositiveIntegerField(), default=list)
    skewness = models.FloatField(null=True)
    never_reached = models.FloatField(null=True)
    gini = models.FloatField(null=True)
    crowd_share = models.FloatField(null=True)
    most = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "reach_measure"
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="reach_measure_once")]
