"""Golden pairs as a subject of import and export.

Unlike `load_pairs`, which only ever adds, an import may also change a known pair: a curator has
seen the difference and confirmed it. A pair that was taken away stays away.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bands import catalogue_fields as read
from bands.catalogue_fields import BadRow, Record
from bands.catalogue_file import Rows, checked
from bands.models import Band
from bands.transfer.merging import laid_over
from bands.transfer.records import Table, records
from bands.transfer.subjects import Change, Deed, Json, Stored
from embeddings.golden.models import GoldenPair

COLUMNS = ("a", "b", "near", "why")


@dataclass(frozen=True)
class Said:
    """One line: two bands by their keys, in the order of the keys."""

    a: str
    b: str
    near: bool
    why: str = ""

    @property
    def pair(self) -> str:
        return f"{self.a} {self.b}"


class GoldenPairs:
    name = "golden"
    label = _("기준 짝")
    columns = COLUMNS
    lists = ()
    laid_over = staticmethod(laid_over)
    as_json = staticmethod(asdict)

    def read(self, data: bytes, form: str) -> Rows[Said]:
        table = Table(COLUMNS, required=("a", "b", "near"))
        return checked(records(data, form, table), _said, key="pair")

    def key_of(self, record: Said) -> str:
        return record.pair

    def stored(self, keys: Iterable[str], *, lock: bool = False) -> Mapping[str, Stored]:
        rows = _rows(keys, lock=lock)
        return {_of(row).pair: Stored(_of(row), not row.is_active) for row in rows}

    def refused(self, records: Sequence[Said]) -> Mapping[str, str]:
        wanted = {key for said in records for key in (said.a, said.b)}
        known = set(Band.objects.filter(key__in=wanted).values_list("key", flat=True))
        return {
            said.pair: gettext("모르는 밴드입니다: %s")
            % ", ".join(sorted({said.a, said.b} - known))
            for said in records
            if not {said.a, said.b} <= known
        }

    def write(self, changes: Sequence[Change], deed: Deed) -> None:
        fresh = [change.after for change in changes if change.before is None]
        ids = dict(
            Band.objects.filter(key__in={key for said in fresh for key in (said.a, said.b)})
            .order_by("pk")
            .values_list("key", "pk")
        )
        GoldenPair.objects.bulk_create(
            [
                GoldenPair(
                    band_a_id=ids[said.a], band_b_id=ids[said.b], is_near=said.near, why=said.why
                )
                for said in fresh
            ],
            ignore_conflicts=True,  # two imports of one file at once are one import
        )
        self._correct({change.after.pair: change.after for change in changes if change.before})

    def _correct(self, wanted: Mapping[str, Said]) -> None:
        rows = _rows(wanted)
        for row in rows:
            said = wanted[_of(row).pair]
            row.is_near, row.why = said.near, said.why
        GoldenPair.objects.bulk_update(rows, ["is_near", "why"])

    def hide(self, keys: Collection[str], deed: Deed) -> None:
        pairs = GoldenPair.objects.filter(pk__in=[row.pk for row in _rows(keys)])
        pairs.update(is_active=False)

    def from_json(self, document: Json) -> Said:
        return Said(**document)

    def everything(self, chosen: QuerySet | None = None) -> Iterator[Said]:
        pairs = GoldenPair.objects.active() if chosen is None else chosen
        rows = pairs.select_related("band_a", "band_b").order_by("band_a__key", "band_b__key")
        yield from map(_of, rows)


def _said(record: Record) -> Said:
    read.only(record, COLUMNS)
    first, second = sorted((read.slug(record, "a"), read.slug(record, "b")))
    if first == second:
        raise BadRow(gettext("서로 다른 두 밴드를 골라 주세요."))
    return Said(
        a=first,
        b=second,
        near=read.flag(record, "near", default=True),
        why=read.line(record, "why", most=GoldenPair._meta.get_field("why").max_length),
    )


def _of(row: GoldenPair) -> Said:
    first, second = sorted((row.band_a.key, row.band_b.key))
    return Said(first, second, row.is_near, row.why)


def _rows(keys: Iterable[str], *, lock: bool = False) -> list[GoldenPair]:
    """The pairs of these keys, whichever of the two bands the row names first."""
    wanted = set(keys)
    names = {name for key in wanted for name in key.split(" ")}
    rows = (
        GoldenPair.objects.filter(band_a__key__in=names, band_b__key__in=names)
        .select_related("band_a", "band_b")
        .order_by("pk")
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    return [row for row in rows if _of(row).pair in wanted]
