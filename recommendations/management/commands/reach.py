"""Measure how evenly lists reach the catalogue, here and now, and keep the figures."""

import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from recommendations.algorithms.registry import ALGORITHMS
from recommendations.reach import services
from recommendations.reach.correction import CORRECTIONS, NONE
from recommendations.reach.models import ReachMeasure, ReachRun

WORK_SECONDS = 30.0  # between two lines of progress; shorter than the lease
COLUMNS = "{:<11} {:>7} {:>9} {:>14} {:>6} {:>12} {:>6}"


class Command(BaseCommand):
    help = "k-occurrence, skew and never-reached share over neighbours, synthetic and real tastes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tastes", type=int, default=2000, help="synthetic ones (2000)")
        parser.add_argument("--algorithm", choices=sorted(ALGORITHMS), default="v3")
        parser.add_argument("--correction", choices=[NONE, *CORRECTIONS], default=NONE)
        parser.add_argument("--seed", type=int, default=42)
        parser.add_argument("--neighbours", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._asked(options)
        while run.state in (ReachRun.State.WAITING, ReachRun.State.RUNNING):
            if not services.work_on(run=run, now=now(), seconds=WORK_SECONDS):
                time.sleep(1)  # a worker is at it
            run = ReachRun.objects.with_progress().get(pk=run.pk)
            self.stderr.write(f"{run.progress or 0:.0%}")
        if run.state == ReachRun.State.FAILED:
            raise CommandError(f"There is nothing to measure: {run.reason}.")
        self._print(run)

    def _asked(self, options: dict[str, Any]) -> ReachRun:
        try:
            return services.ask_reach(
                now=now(),
                algorithm=options["algorithm"],
                correction=options["correction"],
                n_tastes=options["tastes"],
                seed=options["seed"],
                n_neighbours=options["neighbours"],
            )
        except ValidationError as error:
            raise CommandError(f"{error.message_dict}") from None

    def _print(self, run: ReachRun) -> None:
        self.stdout.write(
            f"run {run.pk}: {run.algorithm}, correction {run.correction}, seed {run.seed}, "
            f"{len(run.band_ids)} bands, space {run.space_name}, code {run.code_version}, "
            f"{run.seconds:.1f} s"
        )
        heads = ("lists", "number", "skewness", "never reached", "Gini", "top tenth", "most")
        self.stdout.write(COLUMNS.format(*heads))
        for measure in run.measures.order_by("pk"):
            self.stdout.write(_row(measure))


def _row(measure: ReachMeasure) -> str:
    if measure.skewness is None:
        return COLUMNS.format(measure.kind, measure.n_lists, *"-----")
    return COLUMNS.format(
        measure.kind,
        measure.n_lists,
        f"{measure.skewness:.3f}",
        f"{measure.never_reached:.2%}",
        f"{measure.gini:.3f}",
        f"{measure.crowd_share:.2%}",
        measure.most,
    )
