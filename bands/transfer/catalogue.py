"""Bands and keywords as subjects of import and export."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bands import acts
from bands.catalogue_file import Rows, Word, read_acts, read_words
from bands.documents import FIELDS, LISTS, Act, act_as_json, act_from_json
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, Keyword
from bands.transfer.merging import act_laid_over, laid_over
from bands.transfer.subjects import Change, Deed, Json, Stored

BATCH = 500


class Acts:
    name = "bands"
    label = _("밴드")
    columns = FIELDS
    lists = LISTS
    laid_over = staticmethod(act_laid_over)
    as_json = staticmethod(act_as_json)
    from_json = staticmethod(act_from_json)

    def read(self, data: bytes, form: str) -> Rows[Act]:
        return read_acts(data, form=form)

    def key_of(self, record: Act) -> str:
        return record.key

    def stored(self, keys: Iterable[str], *, lock: bool = False) -> Mapping[str, Stored]:
        bands = Band.objects.filter(key__in=keys)
        standings = acts.standings(acts.locked(bands) if lock else bands)
        return {one.act.key: Stored(one.act, one.is_deleted) for one in standings.values()}

    def refused(self, records: Sequence[Act]) -> Mapping[str, str]:
        wanted = {word for act in records for word in act.keywords}
        known = Keyword.objects.live().filter(keyword__in=wanted)
        strange = wanted - set(known.values_list("keyword", flat=True))
        return {
            act.key: gettext("모르는 키워드입니다: %s") % ", ".join(sorted(act.keywords & strange))
            for act in records
            if act.keywords & strange
        }

    def write(self, changes: Sequence[Change], deed: Deed) -> None:
        documents = [acts.Change(after=one.after, before=one.before) for one in changes]
        acts.write_acts(changes=documents, reason=_reason(deed))

    def hide(self, keys: Collection[str], deed: Deed) -> None:
        live = Band.objects.live().filter(key__in=keys)
        with acts.recorded(bands=live, reason=_reason(deed)) as before:
            Band.objects.filter(pk__in=before).update(deleted_at=deed.at)

    def everything(self, chosen: models.QuerySet | None = None) -> Iterator[Act]:
        bands = Band.objects.live() if chosen is None else chosen
        keys = list(bands.order_by("key").values_list("key", flat=True))
        for start in range(0, len(keys), BATCH):
            stored = self.stored(keys[start : start + BATCH])
            yield from (stored[key].record for key in sorted(stored))


class Words:
    name = "keywords"
    label = _("키워드")
    columns = tuple(field.name for field in fields(Word))
    lists = ()
    laid_over = staticmethod(laid_over)
    as_json = staticmethod(asdict)

    def read(self, data: bytes, form: str) -> Rows[Word]:
        return read_words(data, form=form)

    def key_of(self, record: Word) -> str:
        return record.keyword

    def stored(self, keys: Iterable[str], *, lock: bool = False) -> Mapping[str, Stored]:
        words = Keyword.objects.filter(keyword__in=keys).order_by("pk")
        rows = words.select_for_update() if lock else words
        return {row.keyword: Stored(_word(row), row.deleted_at is not None) for row in rows}

    def refused(self, records: Sequence[Word]) -> Mapping[str, str]:
        return {}

    def write(self, changes: Sequence[Change], deed: Deed) -> None:
        Keyword.objects.bulk_create(
            [Keyword(**asdict(change.after)) for change in changes],
            update_conflicts=True,
            unique_fields=["keyword"],
            update_fields=["facet", "english"],
        )

    def hide(self, keys: Collection[str], deed: Deed) -> None:
        Keyword.objects.live().filter(keyword__in=keys).update(deleted_at=deed.at)

    def from_json(self, document: Json) -> Word:
        return Word(**document)

    def everything(self, chosen: models.QuerySet | None = None) -> Iterator[Word]:
        words = Keyword.objects.live() if chosen is None else chosen
        yield from map(_word, words.order_by("facet", "keyword"))


def _word(row: Keyword) -> Word:
    return Word(row.keyword, row.facet, row.english)


def _reason(deed: Deed) -> Reason:
    return Reason(Why.UNDONE if deed.is_undo else Why.IMPORTED, deed.by, deed.at, deed.note)
