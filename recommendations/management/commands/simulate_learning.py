"""A town of listeners whose taste is known: where learning from picks leads in some weeks."""

import time
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from embeddings.models import EmbeddingSpace
from recommendations.training import inputs
from recommendations.training.report import drawings, table
from recommendations.training.services import FUSING
from recommendations.training.simulation import Shelf, simulated, synthetic_shelf, town


class Command(BaseCommand):
    help = "Simulates listeners, lists and nights of learning; needs no database without --site."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--listeners", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=42)
        parser.add_argument("--bands", type=int, default=283, help="of a synthetic catalogue")
        parser.add_argument("--dimensions", type=int, default=64, help="of its texts")
        parser.add_argument("--site", action="store_true", help="the site's own catalogue instead")
        parser.add_argument("--every", type=int, default=1, help="days between two lines")
        parser.add_argument("--plots", type=Path, help="folder for the charts, as SVG")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        shelf = self._shelf(options)
        place = town(shelf, listeners=options["listeners"], seed=options["seed"])
        days = []
        for day in simulated(place, days=options["days"], seed=options["seed"], fusing=FUSING):
            days.append(day)
            self.stderr.write(f"{day.arm} {day.number}", ending="\r")
        self.stdout.write("\n".join(table(days, every=options["every"])))
        self.stdout.write(
            f"{len(shelf.texts)} bands, {options['listeners']} listeners, seed {options['seed']}, "
            f"{time.monotonic() - began:.0f} s"
        )
        if options["plots"]:
            for name, drawn in drawings(days):
                (options["plots"] / f"{name}.svg").write_text(drawn, encoding="utf-8")

    def _shelf(self, options: dict[str, Any]) -> Shelf:
        if not options["site"]:
            return synthetic_shelf(options["bands"], options["dimensions"], seed=options["seed"])
        space = EmbeddingSpace.objects.active()
        if space is None:
            raise CommandError("No text space serves yet.")
        material = inputs.load(space).material
        return Shelf(np.asarray(material.texts), material.tags)
