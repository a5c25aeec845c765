"""A file that someone brings: what it would change, what it changed, and what it was before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.transfer.querysets import ImportQuerySet, RowQuerySet


class State(models.TextChoices):
    READING = "reading", _("비교하는 중")
    READY = "ready", _("확인을 기다림")
    CHECKING = "checking", _("바뀐 것이 없는지 보는 중")
    WRITING = "writing", _("넣는 중")
    WRITTEN = "written", _("넣음")
    UNDOING = "undoing", _("취소하는 중")
    UNDONE = "undone", _("취소함")
    DROPPED = "dropped", _("넣지 않음")


WORKING = (State.READING, State.CHECKING, State.WRITING, State.UNDOING)


class CatalogueImport(models.Model):
    """A file on its way into the catalogue.

    It works through its lines in batches; `cursor` is the last line that the present state has
    done. `looks` counts the comparisons, so that a confirmation can say which one it saw. `by`
    is who decided last: who uploaded it, confirmed it or took it back.
    """

    subject = models.CharField(_("무엇"), max_length=12)
    file_name = models.CharField(_("파일"), max_length=200)
    form = models.CharField(_("형식"), max_length=5)
    encoding = models.CharField(_("인코딩"), max_length=8)
    size = models.PositiveIntegerField(_("크기"))
    packed = models.BinaryField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("누가"),
    )
    uploaded_at = models.DateTimeField(_("올린 때"))
    state = models.CharField(_("상태"), max_length=8, choices=State, default=State.READING)
    cursor = models.PositiveIntegerField(default=0)
    looks = models.PositiveIntegerField(default=1)
    total = models.PositiveIntegerField(_("줄"), default=0)
    created = models.PositiveIntegerField(_("새로"), default=0)
    changed = models.PositiveIntegerField(_("고침"), default=0)
    unchanged = models.PositiveIntegerField(_("그대로"), default=0)
    failed = models.PositiveIntegerField(_("못 읽음"), default=0)
    hidden = models.PositiveIntegerField(_("지운 것"), default=0)
    moved = models.JSONField(default=list)  # keys that changed after the look before this one
    written_at = models.DateTimeField(_("넣은 때"), null=True)
    undone_at = models.DateTimeField(_("취소한 때"), null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        db_table = "catalogue_import"
        verbose_name = _("가져오기")
        verbose_name_plural = _("가져오기·내보내기")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="catalogue_import_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def can_be_written(self) -> bool:
        return self.state == State.READY and self.created + self.changed > 0


class Outcome(models.TextChoices):
    WAITING = "", _("아직")
    WRITTEN = "written", _("넣음")
    SKIPPED = "skipped", _("그 사이에 바뀌어 넣지 않음")
    UNDONE = "undone", _("취소함")
    KEPT = "kept", _("그 뒤에 바뀌어 그대로 둠")


class ImportRow(models.Model):
    """A line that would change something, or that cannot be used; other lines are only counted.

    `before` and `after` are documents, `before` is null for something new; a line that cannot
    be used has a `reason` instead.
    """

    file = models.ForeignKey(CatalogueImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("줄"))
    key = models.CharField(_("열쇠"), max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(_("까닭"), max_length=300)
    is_hidden = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)

    objects = RowQuerySet.as_manager()

    class Meta:
        db_table = "catalogue_import_row"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["file", "line"], name="catalogue_import_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.key}"
