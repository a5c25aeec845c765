"""Hold methods to protocols, print the tables and keep the runs (`make evaluate`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations.code_version import code_version
from recommendations.evaluation import services
from recommendations.evaluation.hetrec import FILES
from recommendations.evaluation.splits import MAIN, SPLITS
from recommendations.evaluation.tables import differences, table
from recommendations.learning.registry import METHODS

BASELINE = "ials, tags"


class Command(BaseCommand):
    help = "NDCG, recall, coverage and the rest of every method in every protocol."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", default="", help="folder of the HetRec files")
        parser.add_argument("--protocol", nargs="+", choices=SPLITS, default=list(MAIN))
        parser.add_argument("--method", nargs="+", choices=METHODS, default=list(METHODS))
        parser.add_argument("--part", choices=("validation", "test"), default="test")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = _folder(options["data"])
        made_of = {
            "data_fingerprint": services.fingerprint(folder),
            "code_version": code_version("evaluation", "learning", "algorithms"),
        }
        for protocol in options["protocol"]:
            found = {}
            asked = (folder, protocol, options["part"], options["method"])
            for name, outcome in services.outcomes(*asked):
                self.stderr.write(f"… {protocol}, {name}: {outcome.fit_seconds:.1f} s")
                run = {"protocol": protocol, "part": options["part"], "method": name}
                services.keep(**run, outcome=outcome, **made_of)
                found[name] = outcome
            self.stdout.write(f"\n## {protocol}, {options['part']} part\n\n{table(found)}")
            if BASELINE in found and len(found) > 1:
                self.stdout.write(f"\n{differences(found, BASELINE)}")


def _folder(given: str) -> Path:
    folder = Path(given)
    missing = [name for name in FILES if not (folder / name).is_file()]
    if not given or missing:
        raise CommandError(
            f"Say with --data where the HetRec files are: {', '.join(missing or FILES)}."
        )
    return folder
