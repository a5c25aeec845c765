"""`manage.py import_catalogue`: load acts from a file, or the starter catalogue."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bands import catalogue_file
from bands.catalogue_import import ImportReport, import_catalogue, import_keywords
from bands.models import Band

FORMS = ("jsonl", "csv")
SHOWN = 60  # characters of a text in the list of differences


class Command(BaseCommand):
    help = "Load acts from JSON Lines or CSV. Loading a file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("path", nargs="?", type=Path, help="default: the starter catalogue")
        source.add_argument("--starter", action="store_true", help="the starter catalogue")
        parser.add_argument("--format", choices=FORMS, help="default: by the file's ending")
        parser.add_argument("--dry-run", action="store_true", help="show the difference only")
        parser.add_argument("--if-empty", action="store_true", help="only when there is no act")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Band.objects.exists():
            self.stdout.write(_("이미 밴드가 있어 불러오지 않았습니다."))
            return
        path, dry_run = options["path"], options["dry_run"]
        if path:
            self._acts(path, options["format"], dry_run)
        else:
            self._starter(dry_run)

    def _starter(self, dry_run: bool) -> None:
        """The vocabulary, then the acts. Without these files the site starts empty."""
        if not (catalogue_file.STARTER.exists() and catalogue_file.VOCABULARY.exists()):
            self.stderr.write(_("기본 목록 파일이 없어 빈 목록으로 시작합니다."))
            return
        words = catalogue_file.read_words(_bytes(catalogue_file.VOCABULARY))
        self._show(_("키워드"), import_keywords(words, dry_run=dry_run), dry_run)
        coming = [word.keyword for word in words.good.values()] if dry_run else []
        self._acts(catalogue_file.STARTER, "jsonl", dry_run, coming)

    def _acts(
        self, path: Path, form: str | None, dry_run: bool, coming: Iterable[str] = ()
    ) -> None:
        form = form or path.suffix.lstrip(".").lower()
        if form not in FORMS:
            raise CommandError(_("%s 파일의 형식을 --format으로 알려 주세요.") % path.name)
        rows = catalogue_file.read_acts(_bytes(path), form=form)
        report = import_catalogue(rows, dry_run=dry_run, now=now(), coming=coming)
        self._show(_("밴드"), report, dry_run)

    def _show(self, what: str, report: ImportReport, dry_run: bool) -> None:
        for change in report.differences if dry_run else ():
            line = f"  {change.field}: {_cut(change.before)} → {_cut(change.after)}"
            self.stdout.write(f"{change.key}{line}" if change.field else f"+ {change.key}")
        counts = {"what": what} | vars(report)
        self.stdout.write(
            _("%(what)s: 새로 %(created)d, 고침 %(updated)d, 그대로 %(unchanged)d") % counts
        )
        for error in report.errors:
            self.stderr.write(f"{error.line}: {error.key or '-'}: {error.reason}")
        if report.errors:
            raise CommandError(_("불러오지 못한 줄이 있습니다: %d") % len(report.errors))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        words = {"path": path, "reason": error.strerror}
        raise CommandError(_("%(path)s 파일을 읽을 수 없습니다: %(reason)s") % words) from None


def _cut(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
