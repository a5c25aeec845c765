"""`manage.py prepare`: make the site ready for its first request; safe to repeat."""

import os
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from config.static_files import collect_if_changed

ADMIN = "admin"


class Command(BaseCommand):
    help = "Static files, tables, the first administrator and the starter catalogue."

    def handle(self, *_args: Any, **_options: Any) -> None:
        collect_if_changed()
        call_command("migrate", interactive=False, verbosity=0)
        self._make_administrator()
        if "import_catalogue" in get_commands():
            call_command("import_catalogue", starter=True, if_empty=True)

    def _make_administrator(self) -> None:
        """Once: a site whose administrator was renamed or removed gets no second one."""
        password = os.environ.get("ADMIN_PASSWORD")
        people = get_user_model().objects
        if password and not people.filter(is_superuser=True).exists():
            people.create_superuser(ADMIN, email="admin@localhost.invalid", password=password)
