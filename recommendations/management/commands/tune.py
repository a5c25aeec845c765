"""Search for a method's hyper-parameters on the validation parts (`docs/evaluation.md`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from recommendations.evaluation.tables import markdown
from recommendations.evaluation.tuning import SEARCHED, SEED, Try, settings, tried
from recommendations.learning.registry import METHODS
from recommendations.management.data import data_folder

BEST = 5


class Command(BaseCommand):
    help = "The best of some random settings of a method, and the one that the registry has."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", default="", help="folder of the HetRec files")
        parser.add_argument("--method", choices=SEARCHED, required=True)
        parser.add_argument("--draws", type=int, default=20)
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = data_folder(options["data"])
        name = options["method"]
        drawn = settings(
            METHODS[name], SEARCHED[name], draws=options["draws"], seed=options["seed"]
        )
        found: list[Try] = []
        for one in tried(folder, drawn):
            self.stderr.write(f"… {one.total:.4f} {one.method}")
            found.append(one)
        kept, *others = found
        best = sorted(others, key=lambda one: -one.total)[:BEST]
        rows = [
            _row("registry", kept),
            *(_row(str(place), one) for place, one in enumerate(best, 1)),
        ]
        self.stdout.write(markdown(["place", *kept.figures, "sum", "parameters"], rows))


def _row(place: str, one: Try) -> list[str]:
    figures = [f"{value:.4f}" for value in one.figures.values()]
    return [place, *figures, f"{one.total:.4f}", str(one.method)]
