"""`manage.py static_files`: collect the static files where they changed."""

from typing import Any

from django.core.management.base import BaseCommand

from config.static_files import collect_if_changed


class Command(BaseCommand):
    help = "Collect, hash and compress the static files, unless they are as they were."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write("collected" if collect_if_changed() else "unchanged")
