"""How often each band was shown, opened, picked and liked: per day, of nobody in particular."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from recommendations.exposure.querysets import ExposedBandQuerySet


class Kind(models.TextChoices):
    SHOWN = "shown", _("목록에 나옴")
    OPENED = "opened", _("열어 봄")
    PICKED = "picked", _("고름")
    LIKED = "liked", _("좋아함")


class ExposureEvent(models.Model):
    """Something happened to a band on a day; who it was is not known here, nor when in the day.

    Rows are only ever added, without a constraint on the band, so that writers share no lock;
    `services.roll_up` turns them into `ExposureDay` and deletes them.
    """

    band = models.ForeignKey(
        Band, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    day = models.DateField()

    class Meta:
        db_table = "exposure_event"


class ExposureDay(models.Model):
    """One line of the ledger."""

    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    day = models.DateField(_("날"))
    shown = models.PositiveIntegerField(Kind.SHOWN.label, default=0)
    opened = models.PositiveIntegerField(Kind.OPENED.label, default=0)
    picked = models.PositiveIntegerField(Kind.PICKED.label, default=0)
    liked = models.PositiveIntegerField(Kind.LIKED.label, default=0)

    class Meta:
        db_table = "exposure_day"
        verbose_name = _("노출 장부의 하루")
        verbose_name_plural = _("노출 장부의 날들")
        constraints = [models.UniqueConstraint(fields=["band", "day"], name="exposure_day_once")]


class ExposedBand(Band):
    """A band as its ledger sees it."""

    objects = ExposedBandQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("노출 장부")
        verbose_name_plural = _("노출 장부")
