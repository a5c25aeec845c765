"""What can happen to a member: joining, coming in, picking, reacting, leaving."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from members.feedback import FeedbackPage, Said, feedback_of, feedback_page, react, take_back
from members.guests import forget_idle_guests, new_guest, note_seen, unite
from members.lockout import LockedOut, retry_after
from members.models import Member
from members.picks import (
    Picks,
    pick_band,
    pick_keyword,
    picked_bands,
    picked_keywords,
    picks_of,
    replace_picks,
    unpick_band,
    unpick_keyword,
)
from members.signup import sign_up
from members.tokens import MemberToken, Pair, RefreshToken, Unauthorized, issue, read

__all__ = [
    "FeedbackPage",
    "Picks",
    "Said",
    "feedback_of",
    "feedback_page",
    "forget_idle_guests",
    "log_in",
    "log_out",
    "member_of",
    "new_guest",
    "note_seen",
    "pick_band",
    "pick_keyword",
    "picked_bands",
    "picked_keywords",
    "picks_of",
    "react",
    "renew",
    "replace_picks",
    "restore",
    "sign_up",
    "take_back",
    "unite",
    "unpick_band",
    "unpick_keyword",
    "withdraw",
]


class MemberNotFound(DomainError):
    """CONTRACT D83, P2."""

    code = "member_not_found"
    status = 404
    message = _("회원을 찾을 수 없습니다.")


class LoginFailed(DomainError):
    code = "login_failed"
    status = 401
    message = _("아이디나 비밀번호가 맞지 않습니다.")


def log_in(*, request: HttpRequest, password: str, username: str = "", email: str = "") -> Member:
    """The member whose password this is. An unknown one takes as long as a wrong one."""
    name = username or _username_of(email)
    member = authenticate(request, username=name, password=password)
    if getattr(request, "axes_locked_out", False):
        raise LockedOut(retry_after=retry_after(request))
    if member is None:
        raise LoginFailed
    user_logged_in.send(sender=Member, request=request, user=member)
    return member


def _username_of(email: str) -> str:
    """So that tries by address and tries by name count as tries of one account."""
    found = Member.objects.filter(email__iexact=email).order_by("pk")
    return found.values_list("username", flat=True).first() or email


def member_of(*, token: MemberToken) -> Member:
    """The token's member as the row says now, so that leaving or a ban holds at once.

    No token opens the API to a guest.
    """
    found = Member.objects.filter(external_id=token.external_id, deleted_at=None, is_guest=False)
    member = found.first()
    if member is None:
        raise MemberNotFound
    if not member.is_active:
        raise Unauthorized
    return member


@transaction.atomic
def renew(*, refresh_token: str) -> Pair:
    """New tokens for a refresh token, which is used up by it."""
    token = read(RefreshToken, refresh_token)
    member = member_of(token=token)
    if not token.is_current(member):
        raise Unauthorized
    _token, is_first_use = token.blacklist()
    if not is_first_use:
        raise Unauthorized
    return issue(member)


@transaction.atomic
def log_out(*, refresh_token: str) -> None:
    """Use up a refresh token. Doing it twice is as good as once."""
    read(RefreshToken, refresh_token).blacklist()


def withdraw(*, member_ids: Iterable[int], now: datetime) -> int:
    """Let members leave: their rows stay, no door opens for them. Returns how many left now."""
    return Member.objects.filter(pk__in=member_ids, deleted_at=None).update(deleted_at=now)


def restore(*, member_ids: Iterable[int]) -> int:
    """Take back a leave."""
    return Member.objects.filter(pk__in=member_ids, deleted_at__isnull=False).update(
        deleted_at=None
    )
