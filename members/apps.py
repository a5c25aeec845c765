"""The members app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("회원")

    def ready(self) -> None:
        from bands.duplicates import movers
        from members import merging
        from members.account import own, parts
        from members.tokens import ALGORITHM

        movers.register(merging.MOVER)
        parts.register(*own.PARTS)

        if settings.SIMPLE_JWT["ALGORITHM"] != ALGORITHM:
            raise ImproperlyConfigured(f"SIMPLE_JWT: tokens are signed with {ALGORITHM} only.")
