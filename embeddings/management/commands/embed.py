"""Make the missing vectors here and now, without a worker."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from embeddings import requests, sweep


class Command(BaseCommand):
    help = "Embed every band and keyword that has no current vector."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="also those that have one")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            requests.remake()
        requests.retry_missing()
        while sweep.embed_one_batch(now=now(), seconds=settings.EMBEDDING_TASK_SECONDS):
            state = requests.state()
            self.stdout.write(f"{state.embedded}/{state.with_text}")
        state = requests.state()
        self.stdout.write(f"done: {state.embedded} of {state.with_text}, failed {state.failed}")
