"""What members said of bands, as operators see it."""

from django.utils.translation import gettext_lazy as _

from members.models import BandFeedback
from recommendations.reception.querysets import ReceptionQuerySet


class Reception(BandFeedback):
    """The last word of a member on a band; earlier ones are not kept (docs/decisions/0022)."""

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("밴드에 대한 반응")
        verbose_name_plural = _("밴드에 대한 반응")
        ordering = ["-pk"]
