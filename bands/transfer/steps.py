"""The work on an import: compare, check, write, take back.

Each step is a batch in a transaction of its own that moves the import's cursor, so a worker may
die anywhere and the next goes on from there, and two workers at one import do no harm. A line is
written only while its record is still what the comparison saw, and taken back only while it is
still what the import wrote.
"""

import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from bands.catalogue_file import Rows
from bands.transfer.looking import look_at
from bands.transfer.models import CatalogueImport, ImportRow, Outcome, State
from bands.transfer.subjects import SUBJECTS, Change, Deed, Stored, Subject

BATCH = 500  # lines; each statement stays far below the statement timeout
NAMED = 20  # of the records that changed meanwhile


def advance(*, import_id: int, now: datetime, seconds: float) -> bool:
    """Work on the import for about that long. Is there more to do?"""
    ends = time.monotonic() + seconds
    rows: Rows | None = None
    while (file := CatalogueImport.objects.light().get(pk=import_id)).is_working:
        rows = rows or (_read(file) if file.state == State.READING else None)
        with _turn(file) as is_mine:
            if is_mine:
                _step(file, rows, now)
        if not is_mine or time.monotonic() > ends:
            return is_mine
    return False


def enter(file: CatalogueImport, state: State) -> None:
    file.state, file.cursor = state, 0
    file.save()


def compare_anew(file: CatalogueImport, *, moved: Sequence[str]) -> None:
    """Forget the last look, but for what it was outdated by, and take another."""
    file.rows.all().delete()
    file.total = file.created = file.changed = file.unchanged = file.failed = file.hidden = 0
    file.written_at = file.undone_at = None
    file.looks += 1
    file.moved = list(moved)
    enter(file, State.READING)


@contextmanager
def _turn(file: CatalogueImport) -> Iterator[bool]:
    """Hold the import for one step. False: somebody else has moved it meanwhile."""
    with transaction.atomic():
        there = CatalogueImport.objects.light().select_for_update().get(pk=file.pk)
        seen = (file.state, file.cursor, file.looks)
        yield (there.state, there.cursor, there.looks) == seen


def _step(file: CatalogueImport, rows: Rows | None, now: datetime) -> None:
    if file.state == State.READING and rows is not None:
        _compare(file, rows)
    elif file.state == State.CHECKING:
        _check(file)
    elif file.state == State.WRITING:
        _write(file, now)
    elif file.state == State.UNDOING:
        _take_back(file, now)


def _read(file: CatalogueImport) -> Rows:
    packed = CatalogueImport.objects.values_list("packed", flat=True).get(pk=file.pk)
    return _subject(file).read(zlib.decompress(packed), file.form)


def _subject(file: CatalogueImport) -> Subject:
    return SUBJECTS[file.subject]


def _compare(file: CatalogueImport, rows: Rows) -> None:
    lines = sorted({*rows.good, *(error.line for error in rows.errors)})
    coming = [line for line in lines if line > file.cursor][:BATCH]
    look = look_at(_subject(file), rows, coming)
    for row in look.noted:
        row.file = file
    ImportRow.objects.bulk_create(look.noted)
    file.total = len(lines)
    for count in ("created", "changed", "unchanged", "failed", "hidden"):
        setattr(file, count, getattr(file, count) + getattr(look, count))
    _move_on(file, coming, State.READY)


def _check(file: CatalogueImport) -> None:
    """Has anything changed since the person looked? Then nothing is written at all."""
    rows = list(file.rows.usable().after_line(file.cursor)[:BATCH])
    as_seen = _as_seen(_subject(file), rows, lock=False)
    moved = [row.key for row in rows if row not in as_seen]
    if moved:
        compare_anew(file, moved=moved[:NAMED])
    else:
        _move_on(file, [row.line for row in rows], State.WRITING)


def _write(file: CatalogueImport, now: datetime) -> None:
    subject = _subject(file)
    rows = list(file.rows.usable().after_line(file.cursor)[:BATCH])
    as_seen = _as_seen(subject, rows, lock=True)
    subject.write(
        [
            Change(row.before and subject.from_json(row.before), subject.from_json(row.after))
            for row in as_seen
        ],
        _deed(file, now),
    )
    _note(file, as_seen, Outcome.WRITTEN)
    _note(file, [row for row in rows if row not in as_seen], Outcome.SKIPPED)
    file.written_at = now
    _move_on(file, [row.line for row in rows], State.WRITTEN)


def _take_back(file: CatalogueImport, now: datetime) -> None:
    subject, deed = _subject(file), _deed(file, now, is_undo=True)
    written = file.rows.usable().filter(outcome=Outcome.WRITTEN)
    rows = list(written.after_line(file.cursor)[:BATCH])
    as_written = _as_written(subject, rows)
    subject.write(
        [
            Change(subject.from_json(row.after), subject.from_json(row.before))
            for row in as_written
            if row.before
        ],
        deed,
    )
    subject.hide([row.key for row in as_written if not row.before], deed)
    _note(file, as_written, Outcome.UNDONE)
    _note(file, [row for row in rows if row not in as_written], Outcome.KEPT)
    file.undone_at = now
    _move_on(file, [row.line for row in rows], State.UNDONE)


def _as_seen(subject: Subject, rows: Sequence[ImportRow], *, lock: bool) -> list[ImportRow]:
    """The lines whose record is what it was when they were compared, and can be written still."""
    stored = subject.stored([row.key for row in rows], lock=lock)
    refused = subject.refused([subject.from_json(row.after) for row in rows])
    return [
        row for row in rows if row.key not in refused and _seen(subject, row) == stored.get(row.key)
    ]


def _seen(subject: Subject, row: ImportRow) -> Stored | None:
    return Stored(subject.from_json(row.before), row.is_hidden) if row.before else None


def _as_written(subject: Subject, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """The lines whose record is what they made it, and can be what it was before."""
    stored = subject.stored([row.key for row in rows], lock=True)
    refused = subject.refused([subject.from_json(row.before) for row in rows if row.before])
    return [
        row
        for row in rows
        if row.key not in refused
        and row.key in stored
        and stored[row.key].record == subject.from_json(row.after)
    ]


def _deed(file: CatalogueImport, now: datetime, *, is_undo: bool = False) -> Deed:
    return Deed(by=file.by_id, at=now, note=file.file_name, is_undo=is_undo)


def _note(file: CatalogueImport, rows: Iterable[ImportRow], outcome: Outcome) -> None:
    file.rows.filter(pk__in=[row.pk for row in rows]).update(outcome=outcome)


def _move_on(file: CatalogueImport, done: Sequence[int], following: State) -> None:
    """To the next batch, or into the following state after the last one."""
    if len(done) < BATCH:
        enter(file, following)
    else:
        file.cursor = done[-1]
        file.save()
