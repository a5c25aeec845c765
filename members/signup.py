"""Joining: what a name, an address and a password must be, and that nobody has them yet."""

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.api.errors import CHECK_INPUT
from config.errors import DomainError
from members.models import Member

USERNAME = re.compile(r"[\w.-]{3,30}")
MAX_PASSWORD = 128
MAX_EMAIL = 254

Errors = dict[str, list[str]]


class InvalidSignUp(DomainError):
    """`errors` by the wire's names: `userId`, `email`, `password`."""

    message = CHECK_INPUT


class AlreadyUsed(DomainError):
    """`errors` by the wire's names: `userId`, `email`."""

    code = "already_used"
    status = 409
    message = _("이미 쓰고 있는 아이디나 이메일입니다.")


def sign_up(*, username: str, email: str, password: str, guest: Member | None = None) -> Member:
    """A new member; a guest becomes it, with all that it chose and said.

    Names that differ by case only, or by how Unicode spells them, are the same.
    """
    username, email = normal(username, email)
    if faults := _faults(username, email, password):
        raise InvalidSignUp(errors=faults)
    if used := taken(username, email):
        raise AlreadyUsed(errors=used)
    try:
        with transaction.atomic():
            member = _still_guest(guest) or Member()
            return _written(member, username, email, password)
    except IntegrityError:  # someone else was faster
        raise AlreadyUsed(errors=taken(username, email)) from None


def normal(username: str, email: str) -> tuple[str, str]:
    return Member.normalize_username(username), email.strip().lower()


def name_faults(username: str, email: str) -> Errors:
    """What is wrong with a name and an address, whoever has them."""
    faults = {"userId": _username_faults(username), "email": _email_faults(email)}
    return {field: texts for field, texts in faults.items() if texts}


def _still_guest(guest: Member | None) -> Member | None:
    """The guest's row, held, unless it has joined, signed in or been forgotten meanwhile."""
    rows = Member.objects.select_for_update().filter(is_guest=True)
    return rows.filter(pk=guest.pk).first() if guest else None


def _written(member: Member, username: str, email: str, password: str) -> Member:
    member.username, member.is_guest = username, False
    member.email = Member.objects.normalize_email(email)
    member.set_password(password)
    member.save()
    return member


def _faults(username: str, email: str, password: str) -> Errors:
    texts = _password_faults(password, Member(username=username, email=email))
    return name_faults(username, email) | ({"password": texts} if texts else {})


def _username_faults(username: str) -> list[str]:
    if USERNAME.fullmatch(username):
        return []
    return [gettext("글자, 숫자, 점(.), 줄(-, _)로 3자에서 30자까지 쓸 수 있습니다.")]


def _email_faults(email: str) -> list[str]:
    try:
        validate_email(email)
    except ValidationError as error:
        return error.messages
    return [gettext("이메일이 너무 깁니다.")] if len(email) > MAX_EMAIL else []


def _password_faults(password: str, member: Member) -> list[str]:
    if len(password) > MAX_PASSWORD:
        return [gettext("비밀번호가 너무 깁니다.")]
    try:
        validate_password(password, member)
    except ValidationError as error:
        return error.messages
    return []


def taken(username: str, email: str, *, but: int | None = None) -> Errors:
    """What somebody has already, other than the member `but`."""
    others = Member.objects.exclude(pk=but)
    same = {"userId": Q(username__iexact=username), "email": Q(email__iexact=email)}
    return {
        field: [gettext("이미 쓰고 있습니다.")]
        for field, condition in same.items()
        if others.filter(condition).exists()
    }
