"""The catalogue as an installed app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BandsConfig(AppConfig):
    name = "bands"
    verbose_name = _("밴드 목록")

    def ready(self) -> None:
        from bands.duplicates import movers
        from bands.sound import merging as sound
        from bands.transfer.catalogue import Acts, Words
        from bands.transfer.subjects import register

        movers.register(sound.MOVER)
        register(Acts())
        register(Words())
