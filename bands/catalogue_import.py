"""Bringing the catalogue to what a file says: compare, then write what differs in bulk."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bands.acts import Change, locked, standings, write_acts
from bands.catalogue_file import RowError, Rows, Word
from bands.documents import Act
from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Band, Keyword
from bands.synonyms.spellings import kept_words, spelt_as_kept
from bands.transfer.merging import act_laid_over, laid_over

Said = tuple[Act, frozenset[str]]  # an act and the fields that its row names
BATCH = 500  # acts; about a dozen statements, each far below the statement timeout


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


@transaction.atomic
def import_keywords(rows: Rows[Word], *, dry_run: bool) -> ImportReport:
    """Add and correct words of the vocabulary. A word that was deleted stays deleted."""
    words = [(word, rows.said[line]) for line, word in rows.good.items()]
    stored = {
        word.keyword: Word(word.keyword, word.facet, word.english)
        for word in Keyword.objects.filter(keyword__in=[word.keyword for word, _said in words])
    }
    report = ImportReport(errors=rows.errors)
    wanted = [laid_over(stored.get(word.keyword), word, said) for word, said in words]
    changed = [
        word for word in wanted if _count(report, word.keyword, stored.get(word.keyword), word)
    ]
    if not dry_run:
        Keyword.objects.bulk_create(
            [Keyword(**asdict(word)) for word in changed],
            update_conflicts=True,
            unique_fields=["keyword"],
            update_fields=["facet", "english"],
        )
    return report


@transaction.atomic
def import_catalogue(
    rows: Rows[Act],
    *,
    dry_run: bool,
    now: datetime,
    by: int | None = None,
    coming: Iterable[str] = (),
) -> ImportReport:
    """Add and correct acts; acts and fields that the file does not name stay as they are.

    Loading a file twice changes nothing the second time. A deleted act is corrected too but
    stays deleted, for that was a curator's decision. `coming` are keywords that a dry run
    would have stored before.
    """
    vocabulary = {*coming, *Keyword.objects.live().values_list("keyword", flat=True)}
    acts, strangers = _with_known_words(rows, vocabulary)
    report = ImportReport(errors=sorted(rows.errors + strangers, key=lambda error: error.line))
    for batch in _batches(acts):
        changes = _changes(batch, report)
        if changes and not dry_run:
            write_acts(changes=changes, reason=Reason(Why.IMPORTED, by, now))
    return report


def _with_known_words(rows: Rows[Act], vocabulary: Set[str]) -> tuple[list[Said], list[RowError]]:
    kept = kept_words(word for act in rows.good.values() for word in act.keywords)
    acts, errors = [], []
    for line, given in rows.good.items():
        act = spelt_as_kept(given, kept)
        unknown = act.keywords - vocabulary
        if unknown:
            reason = _("모르는 키워드입니다: %s") % ", ".join(sorted(unknown))
            errors.append(RowError(line, act.key, reason))
        else:
            acts.append((act, rows.said[line]))
    return acts, errors


def _batches(acts: Sequence[Said]) -> Iterator[Sequence[Said]]:
    return (acts[start : start + BATCH] for start in range(0, len(acts), BATCH))


def _changes(acts: Sequence[Said], report: ImportReport) -> list[Change]:
    keys = [act.key for act, _said in acts]
    there = standings(locked(Band.objects.filter(key__in=keys)))
    stored = {standing.act.key: standing.act for standing in there.values()}
    changes = [
        Change(act_laid_over(stored.get(act.key), act, said), stored.get(act.key))
        for act, said in acts
    ]
    return [one for one in changes if _count(report, one.after.key, one.before, one.after)]


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
