"""The curators' judgement of two bands."""

from django.db import models
from django.db.models.functions import Greatest, Least, Now
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from embeddings.golden.querysets import GoldenPairQuerySet

LIVE = {"deleted_at": None}


class GoldenPair(models.Model):
    """Two bands that belong near each other, or far apart; in no order.

    A pair is its two bands: they are never changed, and a pair that is taken away stays as a
    row that does not count, so that no file brings it back.
    """

    band_a = models.ForeignKey(
        Band, models.CASCADE, related_name="+", verbose_name=_("밴드"), limit_choices_to=LIVE
    )
    band_b = models.ForeignKey(
        Band, models.CASCADE, related_name="+", verbose_name=_("다른 밴드"), limit_choices_to=LIVE
    )
    is_near = models.BooleanField(
        _("가까워야 함"),
        default=True,
        help_text=_("켜면 ‘서로 가까워야 한다’, 끄면 ‘서로 멀어야 한다’는 뜻입니다."),
    )
    why = models.CharField(_("까닭"), max_length=300, blank=True)
    is_active = models.BooleanField(_("셈에 넣음"), default=True)
    created_at = models.DateTimeField(_("만든 때"), db_default=Now())

    objects = GoldenPairQuerySet.as_manager()

    class Meta:
        db_table = "golden_pair"
        verbose_name = _("기준 짝")
        verbose_name_plural = _("기준 짝")
        constraints = [
            models.UniqueConstraint(
                Least("band_a", "band_b"),
                Greatest("band_a", "band_b"),
                name="golden_pair_once",
                violation_error_message=_("두 밴드의 짝이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=~models.Q(band_a=models.F("band_b")),
                name="golden_pair_of_two",
                violation_error_message=_("서로 다른 두 밴드를 골라 주세요."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.band_a} - {self.band_b}"
