"""Hold the search to the queries whose answers are known."""

import time
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from bands.models import Band
from embeddings.models import EmbeddingSpace
from embeddings.recent import recent
from recommendations.searching.evaluation.measuring import PLACES, Trial, recall
from recommendations.searching.evaluation.queries import BY_MEANING, BY_NAME, load
from recommendations.searching.services import search

ROUNDS = 3  # of all queries; the quickest of each would hide what a visitor waits for


class Command(BaseCommand):
    help = "Recall@5 of the search by kind of query, and how long a query takes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wrong", action="store_true", help="print what went wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        if EmbeddingSpace.objects.active() is None:
            raise CommandError("There is no vector space yet. Run `manage.py embed` first.")
        queries = load()
        keys = dict(Band.objects.published().values_list("pk", "key"))
        search("몽환적인 새벽 노래", now=now())  # what is loaded once
        trials, seconds = [], {kind: [] for kind in (*BY_NAME, *BY_MEANING)}
        for _round in range(ROUNDS):
            trials = []
            for query in queries:
                recent.clear()  # nobody has asked it before
                began = time.perf_counter()
                found = search(query.text, now=now()).bands
                seconds[query.kind].append((time.perf_counter() - began) * 1000)
                trials.append(Trial(query, [keys[band.pk] for band in found]))
        self._print(trials, seconds)
        if options["wrong"]:
            self._print_wrong(trials)

    def _print(self, trials: list[Trial], seconds: dict[str, list[float]]) -> None:
        self.stdout.write(f"{'kind':10} queries recall@{PLACES}  p50 ms  p95 ms")
        for kind, times in seconds.items():
            self._print_line(kind, [trial for trial in trials if trial.query.kind == kind], times)
        self._print_line("all", trials, [one for times in seconds.values() for one in times])

    def _print_line(self, kind: str, trials: list[Trial], times: list[float]) -> None:
        p50, p95 = np.percentile(times, [50, 95])
        self.stdout.write(f"{kind:10} {len(trials):7} {recall(trials):8.3f} {p50:7.1f} {p95:7.1f}")

    def _print_wrong(self, trials: list[Trial]) -> None:
        for trial in trials:
            if not trial.is_met:
                accepted = ", ".join(sorted(trial.query.accepted))
                self.stdout.write(
                    f"{trial.query.kind:10} {trial.query.text}: {list(trial.found[:PLACES])}"
                    f" for {accepted}"
                )
