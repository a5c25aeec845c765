"""Make stored lists again from what was noted of them, and say whether they come out the same."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from recommendations.suggest.replay import Verdict, replayed

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Replay stored lists bit for bit; fails where one differs though no vector changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=1000, help="the newest lists (1000)")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.perf_counter()
        found = list(replayed(limit=max(options["limit"], 0), now=now()))
        counts = Counter(one.verdict for one in found)
        for verdict in Verdict:
            self.stdout.write(f"{verdict}: {counts[verdict]}")
        kept = sum(one.verdict is Verdict.SAME and one.vectors_changed for one in found)
        self.stdout.write(f"the same though vectors changed: {kept}")
        self.stdout.write(f"{len(found)} lists in {time.perf_counter() - begun:.1f} s")
        self._fail([one.member_id for one in found if one.verdict is Verdict.DIFFERENT])

    def _fail(self, members: list[int]) -> None:
        if members:
            named = ", ".join(map(str, members[:MOST_NAMED]))
            raise CommandError(f"{len(members)} lists differ, of the members {named}")
