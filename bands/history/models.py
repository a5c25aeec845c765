"""What a band was: one document for each change, whatever door it came through."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bands.documents import Act, act_from_json
from bands.history.querysets import RevisionQuerySet


class Why(models.TextChoices):
    """Doors to the catalogue. FOUND is none: the state that a door met and nobody had written."""

    FOUND = "found", _("기록 시작")
    SAVED = "saved", _("고침")
    SHOWN = "shown", _("공개")
    HIDDEN = "hidden", _("비공개")
    REMOVED = "removed", _("지움")
    RESTORED = "restored", _("되살림")
    IMPORTED = "imported", _("가져오기")
    DRAFTED = "drafted", _("초안 발행")
    REVERTED = "reverted", _("되돌림")
    MERGED = "merged", _("합침")
    UNDONE = "undone", _("취소")


class BandRevision(models.Model):
    """The band as it stood after a change; the newest is how it stands now.

    `document` is an `Act` as JSON. Only a keyword's own change (its spelling, its removal) makes
    a band differ from its newest revision; the next door to that band writes a FOUND one first.
    """

    band = models.ForeignKey("bands.Band", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("판"))
    document = models.JSONField()
    is_deleted = models.BooleanField(default=False)
    why = models.CharField(max_length=12)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("누가"),
    )
    at = models.DateTimeField(_("때"))

    objects = RevisionQuerySet.as_manager()

    class Meta:
        db_table = "band_revision"
        verbose_name = _("밴드의 판")
        verbose_name_plural = _("밴드의 판")
        constraints = [
            models.UniqueConstraint(fields=["band", "number"], name="band_revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.band_id}/{self.number}"

    @property
    def act(self) -> Act:
        return act_from_json(self.document)

    @property
    def title(self) -> str:
        words = {"number": self.number, "why": Why(self.why).label}
        said = gettext("%(number)d판 · %(why)s") % words
        return f"{said} · {self.note}" if self.note else said
