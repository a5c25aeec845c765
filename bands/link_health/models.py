"""What is known of the links that lead away from us: one row for each link of a band."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.link_health.findings import Verdict
from bands.link_health.quarantine import State
from bands.link_health.querysets import LinkHealthQuerySet

MOST_CHECKS = 10  # kept of each link


class Place(models.TextChoices):
    TRACK = "track", _("대표곡")
    IMAGE = "image", _("사진")


class LinkStatus(models.TextChoices):
    """The last verdict; a dead link that listeners still see is failing."""

    NEW = "new", _("아직 안 봄")
    SOUND = Verdict.SOUND.value, _("정상")
    MOVED = Verdict.MOVED.value, _("옮김")
    REGION = Verdict.REGION.value, _("지역 제한")
    UNCLEAR = Verdict.UNCLEAR.value, _("알 수 없음")
    DEAD = Verdict.DEAD.value, _("끊김")


WELL = (LinkStatus.SOUND, LinkStatus.MOVED, LinkStatus.REGION)


class LinkHost(models.Model):
    """Whom we visit, and from when again: pauses, requests to wait, and visits going on."""

    name = models.CharField(_("호스트"), max_length=100, primary_key=True)
    free_at = models.DateTimeField(_("다시 갈 수 있는 때"))

    class Meta:
        db_table = "link_host"
        verbose_name = _("링크 호스트")
        verbose_name_plural = _("링크 호스트")

    def __str__(self) -> str:
        return self.name


class LinkHealth(models.Model):
    """A link as it was last seen. Another address is another link and begins anew.

    What listeners are shown does not read this table: `Band.dead_image_url` and
    `TopTrack.dead_url` carry the address that is in quarantine.
    """

    band = models.ForeignKey(
        "bands.Band", models.CASCADE, related_name="links", verbose_name=_("밴드")
    )
    place = models.CharField(_("자리"), max_length=8, choices=Place)
    url = models.URLField(_("주소"))
    host = models.ForeignKey(
        LinkHost, models.CASCADE, related_name="links", verbose_name=_("호스트")
    )
    status = models.CharField(
        _("상태"), max_length=8, choices=LinkStatus, default=LinkStatus.NEW.value
    )
    reason = models.CharField(_("까닭"), max_length=24, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP"), null=True, blank=True)
    leads_to = models.TextField(_("이어진 곳"), blank=True)
    failures = models.PositiveIntegerField(_("잇단 실패"), default=0)
    failed_days = models.PositiveSmallIntegerField(_("실패한 날"), default=0)
    failed_on = models.DateField(null=True, blank=True)
    quarantined_at = models.DateTimeField(_("숨긴 때"), null=True, blank=True)
    dismissed_at = models.DateTimeField(_("괜찮다고 한 때"), null=True, blank=True)
    checked_at = models.DateTimeField(_("살핀 때"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(_("다음에 살필 때"))
    is_asked = models.BooleanField(default=False)  # by a curator, to be checked in the daytime too
    checks = models.JSONField(default=list)  # the last ones, newest first

    objects = LinkHealthQuerySet.as_manager()

    class Meta:
        db_table = "link_health"
        verbose_name = _("링크")
        verbose_name_plural = _("링크")
        constraints = [
            models.UniqueConstraint(fields=["band", "place"], name="link_health_one_per_place"),
            models.CheckConstraint(
                condition=models.Q(quarantined_at=None) | models.Q(failed_days__gt=1),
                name="link_health_never_hidden_after_one_day",
            ),
        ]
        indexes = [
            models.Index(fields=["host", "next_check_at"], name="link_health_due"),
            models.Index(fields=["answered_at"], name="link_health_answered"),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def state(self) -> State:
        return State(
            failures=self.failures,
            failed_days=self.failed_days,
            failed_on=self.failed_on,
            quarantined_at=self.quarantined_at,
            is_dismissed=self.dismissed_at is not None,
        )
