"""Say how far the vectors are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from embeddings import requests


class Command(BaseCommand):
    help = "Show how many bands have a current vector in the active space."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--line", action="store_true", help="one line: done/all")

    def handle(self, *args: Any, **options: Any) -> None:
        state = requests.state()
        if options["line"]:
            self.stdout.write(f"{state.embedded}/{state.with_text}")
            return
        self.stdout.write(f"space    {state.space or '-'}")
        self.stdout.write(f"embedded {state.embedded} of {state.with_text}")
        self.stdout.write(f"pending  {state.pending}, of these failed {state.failed}")
