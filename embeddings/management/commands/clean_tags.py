"""Make a vocabulary out of a long list of tags, with a report to read."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bands.catalogue_file import VOCABULARY, read_words
from config.errors import DomainError
from embeddings.text import registry
from embeddings.vocabulary.tags import cleaning, report
from embeddings.vocabulary.tags.pipeline import Wish, clean
from embeddings.vocabulary.tags.reading import SEPARATORS, BadFile, read_tags


class Command(BaseCommand):
    help = "Embed, merge, cut, group and name the tags of a file (.txt, .csv or .tsv, UTF-8)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True, help="folder; vectors stay there")
        parser.add_argument("--least", type=int, default=2, help="uses that keep a tag")
        parser.add_argument("--near", type=float, default=cleaning.NEAR, help="cosine that merges")
        parser.add_argument("--categories", type=int, default=cleaning.CATEGORIES)
        parser.add_argument("--skip-merge", action="store_true", help="for new imports")
        parser.add_argument("--only-meaningful", action="store_true")
        parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 4))

    def handle(self, *args: Any, **options: Any) -> None:
        file, folder = options["file"], options["out"]
        wish = Wish(
            least=options["least"],
            near=options["near"],
            categories=max(options["categories"], 1),
            skip_merge=options["skip_merge"],
            only_meaningful=options["only_meaningful"],
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            form = file.suffix.lstrip(".").lower()
            given = read_tags(file.read_bytes(), form=form if form in SEPARATORS else "txt")
            found = clean(
                given=given,
                about=_vocabulary(),
                embedder=registry.configured(),
                folder=folder,
                processes=options["processes"],
                wish=wish,
                say=self.stdout.write,
                progress=self._progress,
            )
            page = report.write_report(found=found, source=file.name, folder=folder)
        except (BadFile, OSError) as problem:
            raise CommandError(f"{file}: {problem}") from None
        except DomainError as error:
            raise CommandError(
                f"{error.message} The vectors so far are kept; run it again."
            ) from None
        self.stdout.write(f"read {page}")

    def _progress(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\rembedded {done:,} of {of:,}", ending="")


def _vocabulary() -> list[str]:
    words = read_words(VOCABULARY.read_bytes()).good.values()
    return [text for word in words for text in (word.keyword, word.english)]
