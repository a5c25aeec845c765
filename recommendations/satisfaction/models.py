"""What people said when they were asked how they like their lists (CONTRACT S82, S97)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member
from recommendations.satisfaction.querysets import WeeklyAnswerQuerySet


class Agreement(models.IntegerChoices):
    """The survey's scale, the best first."""

    STRONG = 5, _("매우 그렇다")
    SOME = 4, _("그렇다")
    NEITHER = 3, _("보통이다")
    LITTLE = 2, _("그렇지 않다")
    NONE = 1, _("매우 그렇지 않다")


class WeeklyAnswer(models.Model):
    """A member's answer, or that it put the question off: then nothing is said.

    `has_reacted` is whether the member had any feedback on a band then. It goes when its
    member's row goes.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(_("답한 때"))
    satisfaction = models.PositiveSmallIntegerField(
        _("추천이 마음에 들었나요?"), choices=Agreement, null=True
    )
    found_new = models.BooleanField(_("새로 알게 된 밴드가 있었나요?"), null=True)
    has_reacted = models.BooleanField(_("반응을 남긴 적 있음"))

    objects = WeeklyAnswerQuerySet.as_manager()

    class Meta:
        db_table = "weekly_answer"
        verbose_name = _("만족도 답")
        verbose_name_plural = _("만족도 답")
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["member", "-answered_at"], name="weekly_answer_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction=None, found_new=None)
                | Q(satisfaction__isnull=False, satisfaction__gte=1, satisfaction__lte=5),
                name="weekly_answer_on_the_scale",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
