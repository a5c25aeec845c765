"""Clients of the API, for tests: a stranger, a member with a token, a token made by hand."""

import base64
import hmac
import json
import time
from functools import cache
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

from members.models import Member
from members.tokens import AccessToken

UNAUTHORIZED = {
    "statusCode": 401,
    "message": "로그인이 필요하거나 토큰이 올바르지 않습니다.",
    "code": "unauthorized",
}


def stranger(**options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    client.handler = _handler()
    return client


@cache
def _handler() -> ClientHandler:
    """One for all: each would look through every static file again."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def bearing(token: object) -> Client:
    return stranger(headers={"Authorization": f"Bearer {token}"})


def as_member(member: Member) -> Client:
    return bearing(AccessToken.for_member(member))


def claims_of(member: Member, **changes: Any) -> dict[str, Any]:
    """A Spring access token's claims; a change of `...` takes the claim away."""
    now = int(time.time())
    claims = {"sub": str(member.external_id), "role": "USER", "iat": now, "exp": now + 3600}
    return {key: value for key, value in (claims | changes).items() if value is not ...}


def forged(
    claims: Any,
    *,
    header: Any = None,
    key: bytes | None = None,
    digest: str = "sha256",
    signature: bytes | None = None,
) -> str:
    """A token as anyone can make it, with whatever header, key or signature."""
    parts = [_encoded(header or {"alg": "HS256", "typ": "JWT"}), _encoded(claims)]
    made = hmac.new(settings.JWT_KEY if key is None else key, ".".join(parts).encode(), digest)
    return ".".join([*parts, _base64url(made.digest() if signature is None else signature)])


def _encoded(value: Any) -> str:
    return _base64url(json.dumps(value).encode())


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
