"""What people think of the bands that they were shown (CONTRACT T23, T25, T63; FEATURES 89)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from members.models import Member
from members.querysets import OfMembersQuerySet

LEAST = 1  # stars
MOST = 5


class Rating(models.Model):
    """A member's word on one band of one of its lists; a later word takes its place.

    `list_made_at` tells the member's lists apart. `algorithm` and `score` are those of the list
    when it was rated, because the list itself is replaced. It goes when its member's row goes.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="ratings")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+", verbose_name=_("밴드"))
    list_made_at = models.DateTimeField(_("목록을 만든 때"))
    algorithm = models.CharField(_("추천 방식"), max_length=20)
    score = models.FloatField(_("코사인 유사도"))
    stars = models.PositiveSmallIntegerField(_("평점"))
    rated_at = models.DateTimeField(_("평가한 때"))

    objects = OfMembersQuerySet.as_manager()

    class Meta:
        db_table = "rating"
        verbose_name = _("추천 평가")
        verbose_name_plural = _("추천 평가")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "band", "list_made_at"], name="rating_once_a_list"
            ),
            models.CheckConstraint(
                condition=Q(stars__gte=LEAST, stars__lte=MOST), name="rating_is_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.band} {self.stars}"
