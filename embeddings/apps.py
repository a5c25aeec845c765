"""The vectors as an installed app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmbeddingsConfig(AppConfig):
    name = "embeddings"
    verbose_name = _("임베딩")

    def ready(self) -> None:
        from bands.duplicates import movers
        from bands.transfer import subjects
        from embeddings import merging
        from embeddings.golden import merging as golden_merging
        from embeddings.golden.transfer import GoldenPairs

        movers.register(merging.MOVER)
        movers.register(golden_merging.MOVER)
        subjects.register(GoldenPairs())
