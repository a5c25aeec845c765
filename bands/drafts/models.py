"""What a curator wrote about a band and nobody sees yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.documents import Act, act_from_json
from bands.drafts.querysets import DraftQuerySet


class BandDraft(models.Model):
    """A whole document for a band, and the revision that it was begun from.

    `number` counts its edits, each of which is kept. `problem` is the code of what stood in the
    way when it was last due. A scheduled draft that is edited is a plain draft again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("쓰는 중")
        SCHEDULED = "scheduled", _("예약됨")
        PUBLISHED = "published", _("발행함")
        DISCARDED = "discarded", _("버림")

    band = models.ForeignKey(
        "bands.Band", models.CASCADE, related_name="drafts", verbose_name=_("밴드")
    )
    base = models.ForeignKey("bands.BandRevision", models.CASCADE, related_name="+")
    document = models.JSONField()
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(_("상태"), max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("쓴 사람"),
    )
    publish_at = models.DateTimeField(_("발행할 때"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    problem = models.CharField(_("막힌 까닭"), max_length=40, blank=True)
    result = models.ForeignKey("bands.BandRevision", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("쓰기 시작한 때"))
    updated_at = models.DateTimeField(_("고친 때"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        db_table = "band_draft"
        verbose_name = _("초안")
        verbose_name_plural = _("초안")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="scheduled", publish_at__isnull=False)
                | (~models.Q(state="scheduled") & models.Q(publish_at=None)),
                name="band_draft_scheduled_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "scheduled", "published", "discarded"]),
                name="band_draft_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=models.Q(state="scheduled"),
                name="band_draft_due",
            )
        ]

    def __str__(self) -> str:
        return self.act.name

    @property
    def act(self) -> Act:
        return act_from_json(self.document)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.SCHEDULED)


class DraftEdit(models.Model):
    """The document of a draft after one of its edits."""

    draft = models.ForeignKey(BandDraft, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "band_draft_edit"
        verbose_name = _("초안 고침")
        verbose_name_plural = _("초안 고침")
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="band_draft_edit_once")
        ]

    @property
    def act(self) -> Act:
        return act_from_json(self.document)
