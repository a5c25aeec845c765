"""What members do with their own account: edit it, export it, delete it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from members.account.parts import registered
from members.models import Member
from members.signup import AlreadyUsed, Errors, InvalidSignUp, name_faults, normal, taken


class AdministratorStays(DomainError):
    code = "administrator_stays"
    status = 409
    message = _("관리자 계정은 지울 수 없어요. 다른 관리자에게 권한을 거두어 달라고 해 주세요.")


@dataclass(frozen=True)
class Kept:
    """How much is kept of one kind; `page` is the name of the address that shows it, or empty."""

    title: str | Promise
    count: int
    page: str


def edit(*, member: Member, username: str, email: str) -> None:
    """Another name or address, by the rules of joining; what stays as it is meets no rule.

    Raises `InvalidSignUp` and `AlreadyUsed`.
    """
    username, email = normal(username, email)
    changed = {"userId": username != member.username, "email": email != member.email}
    if faults := _among(changed, name_faults(username, email)):
        raise InvalidSignUp(errors=faults)
    if used := _among(changed, taken(username, email, but=member.pk)):
        raise AlreadyUsed(errors=used)
    try:
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(username=username, email=email)
    except IntegrityError:  # someone else was faster
        raise AlreadyUsed(errors=taken(username, email, but=member.pk)) from None


def _among(changed: dict[str, bool], errors: Errors) -> Errors:
    return {field: texts for field, texts in errors.items() if changed[field]}


def change_password(*, member: Member, password: str) -> None:
    """Sessions and refresh tokens that were opened with the former password end."""
    member.set_password(password)
    member.save(update_fields=["password"])


def kept_of(member_id: int) -> list[Kept]:
    """Everything that has a title and a count, in the order in which apps registered it."""
    return [
        Kept(part.title, part.count(member_id), part.page)
        for part in registered()
        if part.count is not None
    ]


def export_for(member_id: int, *, now: datetime) -> dict[str, Any]:
    """Everything that is kept about a member, as JSON can hold it, by the parts' keys."""
    return {"exportedAt": now.isoformat()} | {
        part.key: part.read(member_id) for part in registered()
    }


@transaction.atomic
def delete(*, member_id: int) -> None:
    """The member and all that is kept of it, for good. Doing it twice is as good as once.

    Raises `AdministratorStays`. Whoever writes about the member meanwhile waits, and finds nobody.
    """
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        return
    if member.is_superuser:
        raise AdministratorStays
    for part in registered():
        part.delete(member_id)
    member.delete()
