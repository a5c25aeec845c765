"""People: the login, what they picked, and what they do not want to see."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bands.models import Band, Keyword
from members.querysets import BlockQuerySet, MemberManager


class Member(AbstractUser):
    """A listener, a curator or an administrator (CONTRACT D53).

    `username` is what the API calls `userId`. `external_id` is what a token names (D19, P1).
    A member with `deleted_at` exists for no door.
    """

    external_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("이메일"), unique=True)
    deleted_at = models.DateTimeField(_("지운 때"), null=True, blank=True, editable=False)

    picked_bands = models.ManyToManyField(Band, through="MemberBand", related_name="+")
    picked_keywords = models.ManyToManyField(Keyword, through="MemberKeyword", related_name="+")

    objects = MemberManager()

    class Meta:
        db_table = "member"
        verbose_name = _("회원")
        verbose_name_plural = _("회원")

    def __str__(self) -> str:
        return self.username


class MemberBand(models.Model):
    """A band that a member picked (CONTRACT D54)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="band_picks")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    picked_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "member_band"
        constraints = [models.UniqueConstraint(fields=["member", "band"], name="member_band_once")]


class MemberKeyword(models.Model):
    """A keyword that a member picked (CONTRACT D55)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="keyword_picks")
    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="+")
    picked_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "member_keyword"
        constraints = [
            models.UniqueConstraint(fields=["member", "keyword"], name="member_keyword_once")
        ]


class MemberBlock(models.Model):
    """A band that a member does not want to see, until a moment or for ever (CONTRACT A1)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="blocks")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    until = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        db_table = "member_block"
        constraints = [models.UniqueConstraint(fields=["member", "band"], name="member_block_once")]
