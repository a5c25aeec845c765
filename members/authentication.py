"""Who calls the API: the bearer of a token, looked up at every request (CONTRACT D16, D19, D20)."""

import re

from django.utils.translation import gettext_noop as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import TokenError

from config.errors import DomainError
from members.models import Member
from members.tokens import MAX_LENGTH, AccessToken, Unauthorized

BEARER = re.compile(r"bearer +([\w-]+\.[\w-]+\.[\w-]+)", re.IGNORECASE | re.ASCII)


class MemberNotFound(DomainError):
    """CONTRACT D83, P2."""

    code = "member_not_found"
    status = 404
    message = _("회원을 찾을 수 없습니다.")


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer {accessToken}` (CONTRACT D79); a session cookie means nothing here."""

    def authenticate(self, request: Request) -> tuple[Member, AccessToken] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        token = read_token(header)
        return member_of(token), token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def read_token(header: str) -> AccessToken:
    match = BEARER.fullmatch(header) if len(header) <= MAX_LENGTH else None
    if match is None:
        raise Unauthorized
    try:
        return AccessToken(match[1])
    except TokenError:
        raise Unauthorized from None


def member_of(token: AccessToken) -> Member:
    """The token's member as the row says now, so that leaving or a ban holds at once."""
    member = Member.objects.filter(external_id=token.external_id, deleted_at=None).first()
    if member is None:
        raise MemberNotFound
    if not member.is_active:
        raise Unauthorized
    return member
