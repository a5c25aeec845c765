"""Who calls the API: the bearer of a token, looked up at every request (CONTRACT D16, D19, D20)."""

import re

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from members.models import Member
from members.services import member_of
from members.tokens import MAX_LENGTH, AccessToken, Unauthorized, read

BEARER = re.compile(r"bearer +([\w-]+\.[\w-]+\.[\w-]+)", re.IGNORECASE | re.ASCII)


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer {accessToken}` (CONTRACT D79); a session cookie means nothing here."""

    def authenticate(self, request: Request) -> tuple[Member, AccessToken] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        match = BEARER.fullmatch(header) if len(header) <= MAX_LENGTH else None
        if match is None:
            raise Unauthorized
        token = read(AccessToken, match[1])
        return member_of(token=token), token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
