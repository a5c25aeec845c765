"""Members' tokens: what we issue and what we accept (CONTRACT P1, P3; RELIABILITY D9)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import BlacklistMixin, Token

from config.api.errors import STATUSES
from config.errors import DomainError
from members.models import Member

ALGORITHM = "HS256"
MAX_LENGTH = 4096  # characters
SUBJECT_CLAIMS = ("sub", "externalId")


class Unauthorized(DomainError):
    """Whatever is wrong with a token, the answer is this one."""

    code, message = STATUSES[401]
    status = 401


class Keyring(TokenBackend):
    """HS256 with one key; the former key still verifies while clients hold tokens made with it."""

    def __init__(self, key: bytes) -> None:
        super().__init__(ALGORITHM, signing_key=key, leeway=api_settings.LEEWAY)

    def decode(self, token: str, verify: bool = True) -> dict[str, Any]:
        try:
            claims = super().decode(token, verify)
        except TokenBackendError as fault:
            is_forged = isinstance(fault.__cause__, jwt.InvalidSignatureError)
            if not is_forged or self.signing_key == settings.JWT_OLD_KEY:
                raise
            if settings.JWT_OLD_KEY is None:
                raise
            return Keyring(settings.JWT_OLD_KEY).decode(token, verify)
        if {"crit", "b64"} & jwt.get_unverified_header(token).keys():
            raise TokenBackendError("critical headers are not understood here")
        return claims


class MemberToken(Token):
    """A token that names a member by `sub`, by `externalId`, or by both alike."""

    def get_token_backend(self) -> Keyring:
        return Keyring(settings.JWT_KEY)

    def verify(self) -> None:
        check_times(self.payload, self.lifetime)
        subject(self.payload)
        self.verify_token_type()

    @property
    def external_id(self) -> uuid.UUID:
        return subject(self.payload)

    @classmethod
    def for_member(cls, member: Member) -> MemberToken:
        token = cls()
        for claim in SUBJECT_CLAIMS:
            token[claim] = str(member.external_id)
        token["role"] = "ADMIN" if member.is_staff else "USER"
        return token


class AccessToken(MemberToken):
    """An hour at the API.

    The Spring backend's tokens have no type and no id, and its refresh tokens look the same but
    for their lifetime: the bound on `exp - iat` is what keeps those out.
    """

    token_type = "access"  # noqa: S105
    lifetime = api_settings.ACCESS_TOKEN_LIFETIME

    def verify_token_type(self) -> None:
        if api_settings.TOKEN_TYPE_CLAIM in self.payload:
            super().verify_token_type()


class RefreshToken(BlacklistMixin, MemberToken):
    """A fortnight of new access tokens; each is used once.

    `blacklist()` says whether this use was the first, in one statement. Asking beforehand, as
    the mixin would, lets two uses in parallel through. `stamp` is of the member's password, so
    that another password ends it.
    """

    token_type = "refresh"  # noqa: S105
    lifetime = api_settings.REFRESH_TOKEN_LIFETIME

    def verify(self) -> None:
        MemberToken.verify(self)
        if not isinstance(self.payload.get(api_settings.JTI_CLAIM), str):
            raise TokenError("a refresh token has an id")

    @classmethod
    def for_member(cls, member: Member) -> MemberToken:
        token = super().for_member(member)
        token["stamp"] = _stamp(member)
        return token

    def is_current(self, member: Member) -> bool:
        """Whether the member's password is the one that it was issued for."""
        return constant_time_compare(self.payload.get("stamp"), _stamp(member))


def _stamp(member: Member) -> str:
    """HMAC-SHA-256 of the stored password with the site's secret, in hex."""
    return salted_hmac("members.tokens", member.password, algorithm="sha256").hexdigest()


Kind = TypeVar("Kind", bound=MemberToken)


@dataclass(frozen=True)
class Pair:
    access: str = field(repr=False)
    refresh: str = field(repr=False)


def issue(member: Member) -> Pair:
    """New tokens for a member that has just proved who it is."""
    return Pair(str(AccessToken.for_member(member)), str(RefreshToken.for_member(member)))


def read(kind: type[Kind], text: str) -> Kind:
    """A token of this kind, or `Unauthorized`."""
    if len(text) > MAX_LENGTH:
        raise Unauthorized
    try:
        return kind(text)
    except TokenError:
        raise Unauthorized from None


def check_times(claims: dict[str, Any], lifetime: timedelta) -> None:
    """Whole seconds, and no longer than a token of this kind lives."""
    times = [claims.get("iat"), claims.get("exp"), claims.get("nbf", 0)]
    if any(type(time) is not int for time in times):
        raise TokenError("iat, exp and nbf are whole numbers")
    if not 0 < claims["exp"] - claims["iat"] <= lifetime.total_seconds():
        raise TokenError("the token lives too long")


def subject(claims: dict[str, Any]) -> uuid.UUID:
    """The one member that the claims name."""
    named = {_uuid(claims[claim]) for claim in SUBJECT_CLAIMS if claim in claims}
    if len(named) != 1:
        raise TokenError("the token names no member, or two")
    return named.pop()


def _uuid(value: Any) -> uuid.UUID:
    try:
        parsed = uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise TokenError("the subject is no UUID") from None
    if str(parsed) != value.lower():
        raise TokenError("the subject is not spelled as a UUID")
    return parsed
