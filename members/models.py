"""People: the login, what they picked, and what they say of bands."""

import uuid

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bands.models import Band, Keyword
from members.querysets import FeedbackQuerySet, MemberManager


class Member(AbstractUser):
    """A listener, a curator or an administrator (CONTRACT D53).

    `username` is what the API calls `userId`. `external_id` is what a token names (D19, P1).
    A member with `deleted_at` exists for no door. A guest is a member without an address and
    without a password: only the session in which it was made leads to it (CONTRACT S114).
    """

    external_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("이메일"), unique=True, null=True)  # noqa: DJ001
    is_guest = models.BooleanField(_("손님"), default=False, db_default=False, editable=False)
    deleted_at = models.DateTimeField(_("지운 때"), null=True, blank=True, editable=False)

    picked_bands = models.ManyToManyField(Band, through="MemberBand", related_name="+")
    picked_keywords = models.ManyToManyField(Keyword, through="MemberKeyword", related_name="+")

    objects = MemberManager()

    class Meta:
        db_table = "member"
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_guest=False, email__isnull=False)
                | models.Q(
                    is_guest=True,
                    email=None,
                    password__startswith=UNUSABLE_PASSWORD_PREFIX,
                    is_staff=False,
                    is_superuser=False,
                ),
                name="member_guest_has_no_address",
            )
        ]
        indexes = [
            models.Index(
                fields=["last_login"], condition=models.Q(is_guest=True), name="member_idle"
            )
        ]

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


class Stance(models.TextChoices):
    """What a member may say of a band. All but a like keep it out of lists."""

    LIKED = "liked", _("좋아요")
    NOT_FOR_ME = "not_for_me", _("취향이 아니에요")
    KNOWN = "known", _("이미 알아요")
    HIDDEN = "hidden", _("숨겼어요")


class Reason(models.TextChoices):
    """Why a band is not for a member."""

    TASTE = "taste", _("취향이 아님")
    KEYWORDS = "keywords", _("키워드가 맞지 않음")
    TRACK = "track", _("장르는 맞지만 이 곡은 아님")
    SIMILAR = "similar", _("너무 비슷함")
    OTHER = "other", _("기타")


class BandFeedback(models.Model):
    """What a member says of a band: one stance, the last word (CONTRACT A1, S70).

    A row is never changed by its member, only replaced: the highest id was said last.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="feedback")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance)
    reason = models.CharField(max_length=8, choices=Reason, blank=True, default="")
    until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        db_table = "member_feedback"
        constraints = [
            models.UniqueConstraint(fields=["member", "band"], name="member_feedback_once"),
            models.CheckConstraint(
                condition=models.Q(reason="") | models.Q(stance="not_for_me"),
                name="member_feedback_reason_of_not_for_me",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(stance="hidden"),
                name="member_feedback_until_of_hidden",
            ),
        ]

    @property
    def excludes(self) -> bool:
        return self.stance != Stance.LIKED
