"""Names and kinds of music that were asked for and are not here, and how often (CONTRACT O3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 60  # characters of a name


class AskedFor(models.Model):
    """One of them. Nothing says who asked, or in which sentence.

    `folded` is the name without spaces, signs and case, so that its spellings count together;
    `name` is the first of them. A dismissed one goes on counting and is not listed.
    """

    class Kind(models.TextChoices):
        BAND = "band", _("밴드")
        GENRE = "genre", _("장르")
        TITLE = "title", _("곡이나 앨범")

    kind = models.CharField(_("종류"), max_length=5, choices=Kind)
    folded = models.CharField(max_length=2 * LONGEST)
    name = models.CharField(_("이름"), max_length=LONGEST)
    times = models.PositiveIntegerField(_("찾은 횟수"), default=1)
    first_at = models.DateTimeField(_("처음"))
    last_at = models.DateTimeField(_("마지막"))
    dismissed_at = models.DateTimeField(_("치운 때"), null=True, blank=True)

    class Meta:
        db_table = "asked_for"
        verbose_name = _("찾았지만 없는 것")
        verbose_name_plural = _("찾았지만 없는 것")
        ordering = ["-times", "-last_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "folded"], name="asked_for_once")]

    def __str__(self) -> str:
        return self.name
