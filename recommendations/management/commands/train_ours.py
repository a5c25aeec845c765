"""Learn now, go back to the learned space before, or stop using one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.timezone import now

from embeddings.learned.services import NothingBefore
from recommendations.training import services
from recommendations.training.models import TrainingRun
from recommendations.training.page import difference_of, rows_of, sentence


class Command(BaseCommand):
    help = "Learns from picks and keywords; what is better than what serves takes its place."

    def add_arguments(self, parser: CommandParser) -> None:
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument("--roll-back", action="store_true", help="the space before again")
        instead.add_argument("--stop", action="store_true", help="lists of the texts alone again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stop"]:
            services.stop()
            self.stdout.write("lists are made of the texts alone")
        elif options["roll_back"]:
            self._roll_back()
        else:
            self._train()

    def _roll_back(self) -> None:
        try:
            space = services.roll_back(now=now())
        except NothingBefore:
            raise CommandError("There is no learned space to go back to.") from None
        self.stdout.write(f"learned space {space} serves again")

    def _train(self) -> None:
        run = services.ask(now=now())
        if not services.work_on(run=run, now=now()):
            raise CommandError(f"A worker is at training {run}.")
        run = TrainingRun.objects.get(pk=run.pk)
        with translation.override("en"):
            self.stdout.write(f"{run} {run.get_state_display()}: {sentence(run)}")
            for row in rows_of(run):
                self.stdout.write(f"{row.name:<50} {row.new:>8} {row.old:>8}")
            self.stdout.write(f"{'difference':<50} {difference_of(run)}")
        if run.state == TrainingRun.State.FAILED:
            raise CommandError("The training failed.")
