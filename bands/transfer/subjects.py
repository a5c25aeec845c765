"""What can be brought in and taken out as a file, and how each kind of record is stored.

A subject knows nothing of files on their way; `services` knows nothing of bands. An app that has
records of its own registers its subject when Django starts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from bands.catalogue_file import Rows

Json = dict[str, Any]
Record = Any  # each subject's own frozen dataclass


@dataclass(frozen=True)
class Stored:
    """A record as it is stored, and whether it is hidden as deleted."""

    record: Record
    is_hidden: bool = False


@dataclass(frozen=True)
class Change:
    """`before` None: it is new."""

    before: Record | None
    after: Record


@dataclass(frozen=True)
class Deed:
    """Who writes, when, why: an import, or taking one back."""

    by: int | None
    at: datetime
    note: str
    is_undo: bool = False


class Subject(Protocol):
    name: str
    label: str  # translated when it is shown
    columns: Sequence[str]
    lists: Sequence[str]

    def read(self, data: bytes, form: str) -> Rows: ...

    def key_of(self, record: Record) -> str: ...

    def laid_over(self, before: Record | None, row: Record, said: Collection[str]) -> Record: ...

    def stored(self, keys: Iterable[str], *, lock: bool = False) -> Mapping[str, Stored]: ...

    def refused(self, records: Sequence[Record]) -> Mapping[str, str]:
        """Why some cannot be stored, by their keys, from what else is stored."""

    def write(self, changes: Sequence[Change], deed: Deed) -> None: ...

    def hide(self, keys: Collection[str], deed: Deed) -> None: ...

    def as_json(self, record: Record) -> Json: ...

    def from_json(self, document: Json) -> Record: ...

    def everything(self, chosen: models.QuerySet | None = None) -> Iterator[Record]:
        """All that is not hidden, or what was chosen, ordered by its key."""


SUBJECTS: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    SUBJECTS[subject.name] = subject
