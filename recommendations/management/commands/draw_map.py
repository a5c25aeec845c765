"""Draw the map of the catalogue now, instead of waiting for a worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from recommendations.mapping.services import draw_map


class Command(BaseCommand):
    help = "Draw the map of the catalogue, if its vectors have changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="lay out every band again")

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = draw_map(now=now(), anew=options["anew"])
        self.stdout.write("drawn" if drawn else "nothing to draw")
