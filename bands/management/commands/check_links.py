"""Check the links that lead away, here and now."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from bands.link_health import run, services
from bands.link_health.models import LinkHealth


class Command(BaseCommand):
    help = "Check the links of bands that are due; a link that fails on several days is hidden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are not due")
        parser.add_argument("--minutes", type=float, default=60, help="how long at most")

    def handle(self, *args: Any, **options: Any) -> None:
        ends = time.monotonic() + options["minutes"] * 60
        services.know_links(now=now())
        if options["all"]:
            services.ask_again(links=LinkHealth.objects.all(), now=now())
        while (left := ends - time.monotonic()) > 0:
            progress = run.check_some(now=now(), seconds=min(left, 20))
            if not progress.hosts:
                break
            self.stdout.write(f"checked {progress.checked}")
            time.sleep(run.PAUSE)
        links = LinkHealth.objects
        self.stdout.write(
            f"done: {links.count()} links, {links.dead().count()} dead, "
            f"{links.quarantined().count()} hidden, {links.due(now()).count()} left"
        )
