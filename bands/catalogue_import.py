"""Bringing the catalogue to what a file says: compare, then write what differs in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bands.catalogue_file import Act, RowError, Rows, Word
from bands.models import Band, BandDescription, BandKeyword, BandName, Keyword, TopTrack
from bands.services import name_rows

BATCH = 500  # acts; about a dozen statements, each far below the statement timeout
BAND_FIELDS = ("name", "kind", "image_url", "is_published")
Ids = dict[str, int]


@dataclass(frozen=True)
class Difference:
    """What one field was and what the file says. A new record has one, with an empty field."""

    key: str
    field: str
    before: str
    after: str


@dataclass
class ImportReport:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """An act that is not yet stored as the file has it. `before` None: it is new."""

    after: Act
    before: Act | None

    def touches(self, *names: str) -> bool:
        return any(
            self.before is None or getattr(self.before, name) != getattr(self.after, name)
            for name in names
        )


@transaction.atomic
def import_keywords(rows: Rows[Word], *, dry_run: bool) -> ImportReport:
    """Add and correct words of the vocabulary. A word that was deleted stays deleted."""
    stored = {
        word.keyword: Word(word.keyword, word.facet, word.english)
        for word in Keyword.objects.filter(keyword__in=[w.keyword for w in rows.good.values()])
    }
    report = ImportReport(errors=rows.errors)
    changed = [
        Keyword(**asdict(word))
        for word in rows.good.values()
        if _count(report, word.keyword, stored.get(word.keyword), word)
    ]
    if not dry_run:
        Keyword.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["keyword"],
            update_fields=["facet", "english"],
        )
    return report


@transaction.atomic
def import_catalogue(
    rows: Rows[Act], *, dry_run: bool, now: datetime, coming: Iterable[str] = ()
) -> ImportReport:
    """Add and correct acts; those that the file does not name stay as they are.

    Loading a file twice changes nothing the second time. A deleted act is corrected too but
    stays deleted, for that was a curator's decision. `coming` are keywords that a dry run
    would have stored before.
    """
    vocabulary: Ids = dict.fromkeys(coming, 0)
    vocabulary.update(Keyword.objects.live().values_list("keyword", "pk"))
    acts, strangers = _with_known_words(rows, vocabulary)
    report = ImportReport(errors=sorted(rows.errors + strangers, key=lambda error: error.line))
    for batch in _batches(acts):
        changes = _changes(batch, report)
        if changes and not dry_run:
            _write(changes, vocabulary, now)
    return report


def _with_known_words(rows: Rows[Act], vocabulary: Ids) -> tuple[list[Act], list[RowError]]:
    acts, errors = [], []
    for line, act in rows.good.items():
        unknown = act.keywords - vocabulary.keys()
        if unknown:
            reason = _("모르는 키워드입니다: %s") % ", ".join(sorted(unknown))
            errors.append(RowError(line, act.key, reason))
        else:
            acts.append(act)
    return acts, errors


def _batches(acts: Sequence[Act]) -> Iterator[Sequence[Act]]:
    return (acts[start : start + BATCH] for start in range(0, len(acts), BATCH))


def _changes(acts: Sequence[Act], report: ImportReport) -> list[Change]:
    keys = [act.key for act in acts]
    locked = Band.objects.filter(key__in=keys).select_for_update(of=("self",))
    stored = {band.key: _stored_act(band) for band in locked.for_cards()}
    return [
        Change(after=act, before=stored.get(act.key))
        for act in acts
        if _count(report, act.key, stored.get(act.key), act)
    ]


def _stored_act(band: Band) -> Act:
    description, track = getattr(band, "description", None), getattr(band, "top_track", None)
    return Act(
        key=band.key,
        name=band.name,
        aliases=frozenset(name.text for name in band.names.all() if not name.is_primary),
        kind=band.kind,
        description=description.text if description else "",
        description_en=description.text_en if description else "",
        keywords=frozenset(word.keyword for word in band.keywords.all()),
        track=track.title if track else "",
        track_url=track.external_url if track else "",
        image_url=band.image_url,
        published=band.is_published,
    )


def _count(report: ImportReport, key: str, before: Act | Word | None, after: Act | Word) -> bool:
    """Note in the report what happens to this record; is there anything to write?"""
    if before == after:
        report.unchanged += 1
        return False
    if before is None:
        report.created += 1
        report.differences.append(Difference(key, "", "", getattr(after, "name", key)))
        return True
    report.updated += 1
    old, new = asdict(before), asdict(after)
    report.differences += [
        Difference(key, name, _shown(old[name]), _shown(new[name]))
        for name in old
        if old[name] != new[name]
    ]
    return True


def _shown(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


# --- Writing one batch -------------------------------------------------------------------------
def _write(changes: Sequence[Change], vocabulary: Ids, now: datetime) -> None:
    bands = _write_bands(changes)
    _write_names([change for change in changes if change.touches("name", "aliases")], bands)
    # Before the descriptions, so that a new text gets one version and not one for each keyword.
    _write_keywords([c for c in changes if c.touches("keywords")], bands, vocabulary)
    texts = [change for change in changes if change.touches("description", "description_en")]
    _write_descriptions(texts, bands, now)
    _write_tracks([c for c in changes if c.touches("track", "track_url")], bands)


def _write_bands(changes: Iterable[Change]) -> dict[str, Band]:
    rows = [
        Band(
            key=change.after.key,
            name=change.after.name,
            kind=change.after.kind,
            image_url=change.after.image_url,
            is_published=change.after.published,
        )
        for change in changes
    ]
    stored = Band.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=BAND_FIELDS
    )
    return {band.key: band for band in stored}


def _write_names(changes: Sequence[Change], bands: dict[str, Band]) -> None:
    BandName.objects.filter(band__in=_known(changes, bands)).delete()
    BandName.objects.bulk_create(
        [
            row
            for change in changes
            for row in name_rows(band=bands[change.after.key], aliases=sorted(change.after.aliases))
        ],
        ignore_conflicts=True,  # two imports of one file at once are one import
    )


def _write_keywords(changes: Sequence[Change], bands: dict[str, Band], vocabulary: Ids) -> None:
    wanted = {
        (bands[change.after.key].pk, vocabulary[word])
        for change in changes
        for word in change.after.keywords
    }
    stored = {
        (row.band_id, row.keyword_id): row.pk
        for row in BandKeyword.objects.filter(
            band__in=_known(changes, bands), keyword__deleted_at=None
        )
    }
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    BandKeyword.objects.filter(pk__in=gone).delete()
    BandKeyword.objects.bulk_create(
        [
            BandKeyword(band_id=band_id, keyword_id=keyword_id)
            for band_id, keyword_id in sorted(wanted - stored.keys())
        ],
        ignore_conflicts=True,
    )


def _write_descriptions(changes: Iterable[Change], bands: dict[str, Band], now: datetime) -> None:
    rows = [
        BandDescription(
            band=bands[change.after.key],
            text=change.after.description,
            text_en=change.after.description_en,
            updated_at=now,
        )
        for change in changes
    ]
    BandDescription.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["band"],
        update_fields=["text", "text_en", "updated_at"],
    )


def _write_tracks(changes: Sequence[Change], bands: dict[str, Band]) -> None:
    gone = [bands[change.after.key] for change in changes if not change.after.track]
    TopTrack.objects.filter(band__in=gone).delete()
    TopTrack.objects.bulk_create(
        [
            TopTrack(
                band=bands[change.after.key],
                title=change.after.track,
                external_url=change.after.track_url,
            )
            for change in changes
            if change.after.track
        ],
        update_conflicts=True,
        unique_fields=["band"],
        update_fields=["title", "external_url"],
    )


def _known(changes: Iterable[Change], bands: dict[str, Band]) -> list[Band]:
    return [bands[change.after.key] for change in changes if change.before is not None]
