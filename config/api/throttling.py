"""Throttles of the API (RELIABILITY S13): who is counted, against which rate of `API_RATES`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from config.limits import client_network, limiter

if TYPE_CHECKING:  # REST framework loads this file while it makes that class
    from rest_framework.views import APIView


class Throttle(BaseThrottle):
    """One rate. A view takes the default ones plus its own: `throttle_classes = [...]`."""

    scope = ""
    retry_after = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        who = self.counted(request)
        if who is None:
            return True
        verdict = limiter().hit(settings.API_RATES[self.scope], self.scope, who)
        if not verdict.is_allowed:
            self.retry_after = verdict.retry_after
            view.headers |= {
                "RateLimit-Limit": str(verdict.limit),
                "RateLimit-Remaining": "0",
                "RateLimit-Reset": str(verdict.retry_after),
            }
        return verdict.is_allowed

    def counted(self, request: Request) -> str | None:
        """Whose request it is; None when this throttle does not concern it."""
        raise NotImplementedError

    def wait(self) -> float:
        return self.retry_after


class PerMember(Throttle):
    """A default of every view: requests of one member."""

    scope = "member"

    def counted(self, request: Request) -> str | None:
        return str(request.user.external_id) if request.user.is_authenticated else None


class PerAddress(Throttle):
    """A default of every view: requests of one address without a token."""

    scope = "anon"

    def counted(self, request: Request) -> str | None:
        return None if request.user.is_authenticated else client_network(request._request)


class AuthPerAddress(PerAddress):
    """Signing up, in and out."""

    scope = "auth"


class RecommendPerMember(PerMember):
    """Making a new list."""

    scope = "recommend"


class ChatPerMember(PerMember):
    """Asking in one's own words."""

    scope = "chat"
