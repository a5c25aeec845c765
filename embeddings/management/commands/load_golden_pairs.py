"""`manage.py load_golden_pairs`: the starter catalogue's pairs, or those of a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bands.catalogue_file import FOLDER
from embeddings.golden.services import load_pairs

STARTER = FOLDER / "golden_pairs.jsonl"


class Command(BaseCommand):
    help = "Add golden pairs that are not known yet. What curators changed stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=STARTER)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            words = {"path": path, "reason": getattr(error, "strerror", "UTF-8")}
            raise CommandError(_("%(path)s 파일을 읽을 수 없습니다: %(reason)s") % words) from None
        report = load_pairs(text=text)
        counts = {"created": report.created, "known": report.known}
        self.stdout.write(_("기준 짝: 새로 %(created)d, 그대로 %(known)d") % counts)
        for line, reason in report.errors:
            self.stderr.write(f"{line}: {reason}")
