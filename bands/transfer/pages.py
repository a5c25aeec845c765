"""What the page of an import shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from bands.history.difference import Piece, word_pieces
from bands.transfer.models import CatalogueImport, ImportRow, Outcome, State
from bands.transfer.subjects import Json

ROWS = 50
LONG = 40  # characters; a longer text is compared word by word
TABS = {
    "changed": _("고침"),
    "new": _("새로"),
    "failed": _("못 읽음"),
    "left": _("넣거나 되돌리지 못함"),
}


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int


@dataclass(frozen=True)
class FieldPieces:
    field: str
    pieces: tuple[Piece, ...]
    is_emptied: bool


def tabs(file: CatalogueImport) -> list[Tab]:
    left = file.rows.filter(outcome__in=(Outcome.SKIPPED, Outcome.KEPT)).count()
    counts = {"changed": file.changed, "new": file.created, "failed": file.failed, "left": left}
    return [Tab(name, str(TABS[name]), count) for name, count in counts.items() if count]


def page_of(file: CatalogueImport, kind: str, number: str) -> Page:
    """The lines of one tab, each with what it changes."""
    page = Paginator(file.rows.of_kind(kind), ROWS).get_page(number)
    for row in page.object_list:
        row.pieces = tuple(_row_pieces(row))
    return page


def percent(file: CatalogueImport) -> int:
    """How much of the present work is done."""
    if file.state == State.READING:
        done = file.created + file.changed + file.unchanged + file.failed
        return 100 * done // max(file.total, 1)
    rows = file.rows.usable()
    return 100 * rows.filter(line__lte=file.cursor).count() // max(rows.count(), 1)


def _row_pieces(row: ImportRow) -> Iterator[FieldPieces]:
    after: Json = row.after or {}
    before: Json = row.before or {}
    for field, value in after.items():
        if value != before.get(field, _nothing(value)):
            pieces = tuple(_pieces(before.get(field, _nothing(value)), value))
            yield FieldPieces(field, pieces, is_emptied=value in ("", []))


def _nothing(value: Any) -> Any:
    return type(value)() if isinstance(value, str | list) else None


def _pieces(before: Any, after: Any) -> Iterator[Piece]:
    if isinstance(after, list):
        yield from (Piece("gone", item) for item in before if item not in after)
        yield from (Piece("new", item) for item in after if item not in before)
    elif isinstance(after, str) and before and max(len(before), len(after)) > LONG:
        yield from word_pieces(before, after)
    else:
        yield from (
            Piece(sign, _shown(value))
            for sign, value in (("gone", before), ("new", after))
            if value not in (None, "")
        )


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
