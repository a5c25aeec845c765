"""What the lines of a file would do to the catalogue as it is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bands.catalogue_file import Rows
from bands.transfer.models import ImportRow
from bands.transfer.subjects import Stored, Subject

LONGEST_REASON = ImportRow._meta.get_field("reason").max_length


@dataclass
class Look:
    """The lines that write something or cannot be used, and how many others there were."""

    noted: list[ImportRow] = field(default_factory=list)
    unchanged: int = 0
    hidden: int = 0  # lines about records that are hidden as deleted

    @property
    def created(self) -> int:
        return sum(not row.reason and row.before is None for row in self.noted)

    @property
    def changed(self) -> int:
        return sum(row.before is not None for row in self.noted)

    @property
    def failed(self) -> int:
        return sum(bool(row.reason) for row in self.noted)


def look_at(subject: Subject, rows: Rows, lines: Sequence[int]) -> Look:
    """Compare these lines with what is stored, in a handful of queries."""
    good = {line: rows.good[line] for line in lines if line in rows.good}
    stored = subject.stored([subject.key_of(record) for record in good.values()])
    refused = subject.refused(list(good.values()))
    look = Look(noted=list(_unreadable(rows, set(lines))))
    for line, record in good.items():
        key = subject.key_of(record)
        there = stored.get(key)
        look.hidden += bool(there and there.is_hidden)
        if key in refused:
            look.noted.append(_refused(line, key, refused[key]))
            continue
        before = there.record if there else None
        after = subject.laid_over(before, record, rows.said[line])
        if before == after:
            look.unchanged += 1
        else:
            look.noted.append(_noted(subject, line, there, after))
    return look


def _unreadable(rows: Rows, lines: set[int]) -> Iterator[ImportRow]:
    return (
        _refused(error.line, error.key, error.reason)
        for error in rows.errors
        if error.line in lines
    )


def _refused(line: int, key: str, reason: str) -> ImportRow:
    return ImportRow(line=line, key=key, reason=reason[:LONGEST_REASON])


def _noted(subject: Subject, line: int, there: Stored | None, after: object) -> ImportRow:
    return ImportRow(
        line=line,
        key=subject.key_of(after),
        before=subject.as_json(there.record) if there else None,
        after=subject.as_json(after),
        is_hidden=bool(there and there.is_hidden),
    )
