"""How a password opens a session or gets a token: few tries for an address, live members only."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from config.limits import client_network, limiter
from members.models import Member


class LoginsPerAddress:
    """Slow down one address that tries many accounts, before any password is hashed."""

    def authenticate(self, request: HttpRequest | None, **_credentials: Any) -> None:
        if request is None:
            return
        verdict = limiter().hit(settings.API_RATES["login"], "login", client_network(request))
        if not verdict.is_allowed:
            # The lockout's own mark, so that every door answers as it does for a locked account.
            request.axes_locked_out = True
            request.retry_after = verdict.retry_after
            raise PermissionDenied


class LiveMembers(ModelBackend):
    """Django's own check of passwords and permissions, without members that left."""

    def user_can_authenticate(self, user: Member) -> bool:
        return user.deleted_at is None and super().user_can_authenticate(user)
