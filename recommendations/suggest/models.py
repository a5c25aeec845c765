"""A member's stored list."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from members.models import Member
from recommendations.suggest.querysets import BandRecommendQuerySet, RecommendListQuerySet


class RecommendList(models.Model):
    """How a member's list was made; its rows are `BandRecommend`.

    `inputs_hash` covers the picks, the keywords and the blocks, so a list can say whether they
    have changed since. Their ids are kept so that it can be made again and shared; `vectors_hash`
    covers the vectors, "" where they were not noted. `experiment_id` is that of the experiment
    whose arm chose the algorithm.
    """

    member = models.OneToOneField(
        Member, models.CASCADE, primary_key=True, related_name="recommend_list"
    )
    algorithm = models.CharField(max_length=20)
    requested_algorithm = models.CharField(max_length=20)
    space_id = models.BigIntegerField(null=True)
    inputs_hash = models.CharField(max_length=64)
    band_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    keyword_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    blocked_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    vectors_hash = models.CharField(max_length=64, default="", db_default="")
    degraded = ArrayField(models.CharField(max_length=40), default=list)
    made_at = models.DateTimeField()
    experiment_id = models.BigIntegerField(null=True)

    objects = RecommendListQuerySet.as_manager()

    class Meta:
        db_table = "recommend_list"


class BandRecommend(models.Model):
    """One recommended band (CONTRACT D56): `priority` 1 is the best, `score` a cosine.

    `is_picked` once an experiment has counted that the member picked it from this list.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    score = models.FloatField()
    priority = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=dict)
    is_picked = models.BooleanField(default=False, db_default=False)

    objects = BandRecommendQuerySet.as_manager()

    class Meta:
        db_table = "band_recommend"
        verbose_name = _("추천 밴드")
        verbose_name_plural = _("추천 밴드")
        constraints = [
            models.UniqueConstraint(fields=["member", "priority"], name="band_recommend_priority"),
            models.UniqueConstraint(fields=["member", "band"], name="band_recommend_band"),
            models.CheckConstraint(
                condition=models.Q(score__gte=-1.000001, score__lte=1.000001),
                name="band_recommend_score_is_cosine",
            ),
        ]
