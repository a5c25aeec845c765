"""`manage.py load_track_features FILE`: audio features that whoever runs the site has."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bands.sound.features import FEATURES
from bands.sound.services import load_features

FORMS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl"}


class Command(BaseCommand):
    help = f"CSV or JSON Lines with key_of_band, {', '.join(FEATURES)}. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        form = FORMS.get(file.suffix.lower())
        if form is None:
            raise CommandError(_("%s: CSV나 JSON Lines 파일이 아닙니다.") % file.name)
        try:
            report = load_features(file.read_bytes(), form=form, dry_run=options["dry_run"])
        except OSError as error:
            words = {"path": file, "reason": error.strerror}
            raise CommandError(_("%(path)s 파일을 읽을 수 없습니다: %(reason)s") % words) from None
        counts = {"what": _("소리 특징"), **vars(report)}
        self.stdout.write(
            _("%(what)s: 새로 %(created)d, 고침 %(updated)d, 그대로 %(unchanged)d") % counts
        )
        for line, reason in report.errors:
            self.stderr.write(f"{line}: {reason}")
        if report.errors:
            raise CommandError(_("불러오지 못한 줄이 있습니다: %d") % len(report.errors))
