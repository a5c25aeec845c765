"""Who is a curator: the role of a member, given and taken."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from config.roles import CURATOR, LADDER, SENIOR
from members.models import Member


class Role(TextChoices):
    """What a member may be made. Administrators are made by `createsuperuser`."""

    LISTENER = "listener", _("듣는 이")
    CURATOR = CURATOR, _("큐레이터")
    SENIOR = SENIOR, _("수석 큐레이터")


@transaction.atomic
def give_role(*, member_ids: Iterable[int], role: Role) -> int:
    """Put members into a role and out of any other; administrators stay what they are.

    It holds from their next request on. Returns how many members have the role now.
    """
    members = Member.objects.filter(
        pk__in=member_ids, is_superuser=False, is_guest=False, deleted_at=None
    )
    chosen = list(members.select_for_update())
    for group in Group.objects.filter(name__in=LADDER):
        change = group.user_set.add if group.name == role else group.user_set.remove
        change(*chosen)
    return members.update(is_staff=role != Role.LISTENER)


def role_of(member: Member) -> Role:
    """The highest role among the member's groups."""
    names = {group.name for group in member.groups.all()}
    held = [role for role in LADDER if role in names]
    return Role(held[-1]) if held else Role.LISTENER
