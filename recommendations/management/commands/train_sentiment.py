"""Train the small model of praise and blame, tell how good it is, and keep it."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations.asking.sentiment import model as kept
from recommendations.asking.sentiment import training
from recommendations.asking.sentiment.features import buckets

TRAIN, DEV = "train_60k.tsv", "dev_10k.tsv"


class Command(BaseCommand):
    help = "Train on a folder's train_60k.tsv (NSMC: id, document, label), score on dev_10k.tsv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="folder of the two files")
        parser.add_argument("--cost", type=float, default=training.Settings.cost)
        parser.add_argument("--temper", type=float, default=training.Settings.temper)
        parser.add_argument("--out", type=Path, default=kept.FILE)
        parser.add_argument(
            "--try",
            dest="sizes",
            type=int,
            nargs="+",
            metavar="SIZE",
            help="train on that many, score on every sixth training text, and keep nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        texts, praise = _rows(options["data"] / TRAIN)
        settings = training.Settings(cost=options["cost"], temper=options["temper"])
        if options["sizes"]:
            for size, right in training.tried(texts, praise, settings, options["sizes"]).items():
                self.stdout.write(f"{size} texts: accuracy {right:.4f} on held out texts")
            return
        began = time.monotonic()
        model = training.trained(texts, praise, settings)
        self.stdout.write(f"{len(texts)} texts, {time.monotonic() - began:.0f} s, {settings}")
        self._score(model, *_rows(options["data"] / DEV))
        options["out"].write_bytes(kept.packed(model))
        self.stdout.write(f"{options['out'].stat().st_size / 1e6:.2f} MB kept")

    def _score(self, model: kept.Model, texts: list[str], praise: list[bool]) -> None:
        began = time.process_time()
        accuracy = training.accuracy(model, texts, praise)
        each = (time.process_time() - began) / len(texts)
        used = sum(len(buckets(text)) for text in texts[:100]) / 100
        self.stdout.write(
            f"dev accuracy {accuracy:.4f}, {each * 1000:.2f} ms and {used:.0f} n-grams a text"
        )


def _rows(path: Path) -> tuple[list[str], list[bool]]:
    """(texts, whether each praises) of a file with one heading."""
    if not path.is_file():
        raise CommandError(f"There is no {path.name} in that folder.")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    whole = [row for row in rows if len(row) == 3]
    return [row[1] for row in whole], [row[2] == "1" for row in whole]
