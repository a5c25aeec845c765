"""The recommendations as an installed app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = _("추천")

    def ready(self) -> None:
        from bands.duplicates import movers
        from members.account import parts
        from members.picks import bands_picked
        from recommendations import kept
        from recommendations.experiments.receivers import on_picked
        from recommendations.exposure import merging as exposure
        from recommendations.rating import merging as rating
        from recommendations.suggest import merging

        movers.register(merging.MOVER)
        movers.register(exposure.MOVER)
        movers.register(rating.MOVER)
        parts.register(*kept.PARTS)
        bands_picked.connect(on_picked, dispatch_uid="recommendations.experiments")
