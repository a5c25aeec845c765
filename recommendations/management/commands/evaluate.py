"""Hold methods to protocols, print the tables and keep the runs (`make evaluate`)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from embeddings.golden.services import score_space
from recommendations.code_version import code_version
from recommendations.evaluation import services
from recommendations.evaluation.catalogue import services as catalogue
from recommendations.evaluation.catalogue.inputs import complete_spaces
from recommendations.evaluation.catalogue.tables import by_cosine, tables
from recommendations.evaluation.front import front
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.splits import MAIN, SPLITS
from recommendations.evaluation.tables import differences, table
from recommendations.evaluation.tracking import NotTracked, Store
from recommendations.learning.registry import METHODS
from recommendations.management.data import data_folder

BASELINE = "ials, tags"


class Command(BaseCommand):
    help = "NDCG, recall, coverage and the rest of every method in every protocol."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", default="", help="folder of the HetRec files")
        every = [*MAIN, catalogue.PROTOCOL]
        parser.add_argument(
            "--protocol", nargs="+", choices=[*SPLITS, catalogue.PROTOCOL], default=every
        )
        parser.add_argument("--method", nargs="+", choices=METHODS, default=list(METHODS))
        parser.add_argument("--part", choices=("validation", "test"), default="test")
        parser.add_argument(
            "--mlflow",
            default="",
            metavar="URI",
            help="also log to this MLflow tracking store (MLFLOW_TRACKING_URI)",
        )
        parser.add_argument("--plots", type=Path, help="folder for a chart of each, as SVG")
        parser.add_argument("--tastes", type=int, default=catalogue.TASTES, help="of p4 (10,000)")
        parser.add_argument("--seed", type=int, default=catalogue.SEED, help="of p4's tastes")

    def handle(self, *args: Any, **options: Any) -> None:
        if recorded := [name for name in options["protocol"] if name in SPLITS]:
            self._hold_to(recorded, options)
        if catalogue.PROTOCOL in options["protocol"]:
            self._ask_the_catalogue(options["tastes"], options["seed"])

    def _ask_the_catalogue(self, tastes: int, seed: int) -> None:
        spaces = complete_spaces()
        if not spaces:
            raise CommandError("No vector space is complete yet. Run `manage.py embed` first.")
        for space in spaces:
            found = {}
            for name, outcome in catalogue.measure(
                space=space, tastes=tastes, seed=seed, now=now()
            ):
                self.stderr.write(f"… p4, {name}: {outcome.milliseconds:.1f} ms a list")
                found[name] = outcome
            self.stdout.write(f"\n## p4, {space}\n\n{by_cosine(score_space(space.pk))}")
            self.stdout.write(f"\n{tables(found)}")

    def _hold_to(self, protocols: Sequence[str], options: dict[str, Any]) -> None:
        folder = data_folder(options["data"])
        self._open(options["mlflow"] or settings.MLFLOW_TRACKING_URI)
        made_of = {
            "data_fingerprint": services.fingerprint(folder),
            "code_version": code_version("evaluation", "learning", "algorithms"),
        }
        for protocol in protocols:
            found = {}
            asked = (folder, protocol, options["part"], options["method"])
            for name, outcome in services.outcomes(*asked):
                self.stderr.write(f"… {protocol}, {name}: {outcome.fit_seconds:.1f} s")
                run = {"protocol": protocol, "part": options["part"], "method": name}
                run["parameters"] = asdict(METHODS[name])
                self._log(services.keep(**run, outcome=outcome, **made_of))
                found[name] = outcome
            self.stdout.write(f"\n## {protocol}, {options['part']} part\n\n{table(found)}")
            if options["plots"]:
                file = options["plots"] / f"front-{protocol}.svg"
                file.write_text(front(found, protocol), encoding="utf-8")
            if BASELINE in found and len(found) > 1:
                self.stdout.write(f"\n{differences(found, BASELINE)}")

    def _open(self, uri: str) -> None:
        self._store: Store | None = None
        if uri:
            with self._going_on():
                self._store = Store(uri)

    def _log(self, run: EvaluationRun) -> None:
        if self._store:
            with self._going_on():
                self._store.log(run)

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """After the first refusal nothing more is tried: each try may take its time."""
        try:
            yield
        except NotTracked as error:
            self._store = None
            self.stderr.write(
                f"MLflow: {error}. All runs are kept in the database; "
                "`manage.py evaluations_to_mlflow` logs them later."
            )
