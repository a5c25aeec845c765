"""Experiments, and the log of who was in which arm, that names nobody (FEATURES 91)."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from recommendations.algorithms.registry import ALGORITHMS
from recommendations.experiments.assignment import Arm, BadArms, arms_of
from recommendations.experiments.querysets import ExperimentQuerySet, ExposureQuerySet

LOCKED = ("slug", "arms")  # once an experiment has started
WHY_NOT = {
    "form": _(
        '[{"algorithm": "v3", "weight": 1}, …] 모양이어야 합니다. 이름과 무게 말고는 적지 않습니다.'
    ),
    "few": _("그룹이 둘은 있어야 견줄 수 있습니다."),
    "weight": _("무게는 0보다 큰 수여야 합니다."),
    "twice": _("같은 추천 방식이 두 번 있습니다."),
}


def first_arms() -> list[dict[str, Any]]:
    return [{"algorithm": "v3", "weight": 1}, {"algorithm": "v2", "weight": 1}]


def new_salt() -> str:
    return secrets.token_hex(16)


def check_arms(stored: object) -> None:
    """Raises `ValidationError` in words for a curator."""
    try:
        unknown = {arm.algorithm for arm in arms_of(stored)} - ALGORITHMS.keys()
    except BadArms as bad:
        raise ValidationError(WHY_NOT[str(bad)]) from bad
    if unknown:
        words = {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(ALGORITHMS)}
        message = _("모르는 추천 방식: %(unknown)s. 있는 것: %(known)s")
        raise ValidationError(message, params=words)


class Experiment(models.Model):
    """Algorithms that serve listeners side by side between two moments.

    arms : [{"algorithm": name, "weight": number}, ...], the first is the control
    salt : what makes this experiment's subjects and places unlike any other's
    """

    name = models.CharField(_("이름"), max_length=80, unique=True)
    slug = models.SlugField(_("짧은 이름"), max_length=60, unique=True)
    arms = models.JSONField(
        _("그룹"),
        default=first_arms,
        validators=[check_arms],
        help_text=_("첫째가 기준입니다. 무게대로 나눕니다. 시작하면 못 바꿉니다."),
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    started_at = models.DateTimeField(_("시작한 때"), null=True, editable=False)
    ended_at = models.DateTimeField(_("끝낸 때"), null=True, editable=False)

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        db_table = "experiment"
        verbose_name = _("실험")
        verbose_name_plural = _("실험")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=Q(started_at__isnull=False, ended_at=None),
                nulls_distinct=False,
                name="experiment_one_running",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="experiment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def known_arms(self) -> tuple[Arm, ...]:
        """Raises `BadArms`."""
        return arms_of(self.arms)


class Exposure(models.Model):
    """A subject in an arm: how many lists it was shown, and how many of their bands it picked.

    `subject` is a keyed hash of the member's id (`services.subject_of`): stable, of this experiment
    alone, and nobody's name.
    """

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="exposures")
    subject = models.CharField(max_length=64)
    arm = models.CharField(max_length=20)
    first_seen_at = models.DateTimeField()
    shown = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        db_table = "experiment_exposure"
        constraints = [
            models.UniqueConstraint(
                fields=["experiment", "subject"], name="experiment_exposure_once"
            ),
            models.CheckConstraint(
                condition=Q(shown__gte=1), name="experiment_exposure_saw_something"
            ),
        ]
