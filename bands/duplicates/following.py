"""Rows that follow their band in a merge, where there may be one of a kind for a band."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bands.duplicates.movers import Moved, Pair

Row = list[Any]  # of JSON: as many of `columns` as there were when it was written
Columns = dict[str, Any]  # of JSON: values by name


@dataclass(frozen=True)
class Following:
    """A table whose rows name a band; of two of a kind the kept band's stays.

    once : the columns of which there is one row for a band
    columns : what is written down of a row that goes, all but its band
    unwritten : what merges from before there was such a column did not write down
    """

    model: Any
    once: tuple[str, ...]
    columns: tuple[str, ...]
    unwritten: Mapping[str, Any] = field(default_factory=dict)

    def split(self, pair: Pair) -> tuple[list[Any], list[Any]]:
        """The merged band's rows, held: those that the kept band has too, and the others."""
        taken = self._keys(pair.kept_id)
        rows = self.model.objects.filter(band=pair.merged_id).order_by("pk").select_for_update()
        found: dict[bool, list[Any]] = {True: [], False: []}
        for row in rows:
            found[self._key(vars(row)) in taken].append(row)
        return found[True], found[False]

    def move(self, pair: Pair, doubled: Iterable[Any], single: Iterable[Any]) -> Moved:
        """Let the rows that `split` found follow; those that the kept band has too go."""
        ids = [row.pk for row in single]
        self.model.objects.filter(pk__in=ids).update(band=pair.kept_id)
        self.model.objects.filter(pk__in=[row.pk for row in doubled]).delete()
        return {
            "moved": ids,
            "removed": [list(written(row, self.columns).values()) for row in doubled],
        }

    def move_back(self, pair: Pair, moved: Moved) -> int:
        """How many rows are gone since, and stay so; one that went returns where the other is."""
        still = self.model.objects.filter(pk__in=moved["moved"], band=pair.kept_id)
        back = still.update(band=pair.merged_id)
        kept = self._keys(pair.kept_id)
        rows = [self._read(row) for row in moved["removed"]]
        again = [columns for columns in rows if self._key(columns) in kept]
        self.model.objects.bulk_create(
            self.model(band_id=pair.merged_id, **columns) for columns in again
        )
        return len(moved["moved"]) - back + len(rows) - len(again)

    def _keys(self, band_id: int) -> set[tuple[Any, ...]]:
        return set(self.model.objects.filter(band=band_id).values_list(*self.once))

    def _key(self, columns: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(columns[name] for name in self.once)

    def _read(self, row: Row) -> Columns:
        columns = dict(zip(self.columns, row, strict=False))
        return {**self.unwritten, **read(self.model, columns)}


def written(row: Any, columns: Iterable[str]) -> Columns:
    """A row's columns as JSON can hold them."""
    values = {name: getattr(row, name) for name in columns}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def read(model: Any, columns: Columns) -> Columns:
    """The same, as the model's fields hold them."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in columns.items()}
