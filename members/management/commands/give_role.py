"""`manage.py give_role kim curator`: put a member into a role, or back among the listeners."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from members.models import Member
from members.roles import Role, give_role


class Command(BaseCommand):
    help = "Put a member into a role: listener, curator or senior curator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        username, role = options["username"], Role(options["role"])
        found = Member.objects.filter(username=username).values_list("pk", flat=True)
        if not give_role(member_ids=found, role=role):
            raise CommandError(
                _("%s 회원이 없거나, 떠났거나, 관리자여서 역할을 바꿀 수 없습니다.") % username
            )
        self.stdout.write(f"{username}: {role.label}")
