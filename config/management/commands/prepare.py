"""`manage.py prepare`: make the site ready for its first request; safe to repeat."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config.checks import SITE
from config.static_files import collect_if_changed

ADMIN = "admin"


class Command(BaseCommand):
    help = "Static files, tables, the first administrator and the starter catalogue."
    requires_system_checks = ()  # all of them load every page and take longer than the rest

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            self._prepare()
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}") from None

    def _prepare(self) -> None:
        self.check(tags=[SITE, Tags.database], databases=["default"])
        with ThreadPoolExecutor(max_workers=1) as second_processor:
            static_files = second_processor.submit(collect_if_changed)
            call_command("migrate", interactive=False, verbosity=0)
            self._make_administrator()
            call_command("import_catalogue", starter=True, if_empty=True)
            call_command("load_golden_pairs")
            static_files.result()

    def _make_administrator(self) -> None:
        """Once: a site whose administrator was renamed gets no second one."""
        password = os.environ.get("ADMIN_PASSWORD")
        people = get_user_model().objects
        if password and not people.filter(is_superuser=True).exists():
            people.create_superuser(ADMIN, email="admin@localhost.invalid", password=password)
