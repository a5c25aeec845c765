"""What the merge of two keywords does to bands, and taking it back (CONTRACT S19)."""

from dataclasses import dataclass

from bands.acts import recorded
from bands.history.services import Reason
from bands.models import Band, BandKeyword, Keyword
from bands.synonyms.models import KeywordSynonym


@dataclass(frozen=True)
class BandMoves:
    """What a merge did, by ids: enough to undo it."""

    moved: tuple[int, ...] = ()  # bands that carried the dropped word alone
    both: tuple[int, ...] = ()  # bands that carried both
    made: tuple[str, ...] = ()  # spellings that became synonyms
    passed_on: tuple[str, ...] = ()  # synonyms of the dropped word that were there before


def move_bands(*, kept: Keyword, dropped: Keyword, reason: Reason) -> BandMoves:
    """Let bands carry `kept` where they carried `dropped`, which is deleted and stays known.

    Call in a transaction that holds both words. Each band gets a revision and, by the
    database's triggers, a new version of its text.
    """
    carriers = Band.objects.filter(band_keywords__keyword=dropped)
    with recorded(bands=carriers, reason=reason) as before:
        rows = BandKeyword.objects.filter(keyword=dropped)
        both = _carriers(kept, before)
        rows.filter(band__in=both).delete()
        rows.update(keyword=kept)
        made, passed_on = _know(kept, dropped)
        _delete(dropped, reason)
    return BandMoves(tuple(sorted(set(before) - both)), tuple(sorted(both)), made, passed_on)


def return_bands(*, kept: Keyword, dropped: Keyword, moves: BandMoves, reason: Reason) -> None:
    """Take a move back. A band that has lost the kept word since keeps what it has now."""
    bands = Band.objects.filter(pk__in=(*moves.moved, *moves.both))
    with recorded(bands=bands, reason=reason):
        Keyword.objects.filter(pk=dropped.pk).update(deleted_at=None)
        KeywordSynonym.objects.filter(keyword=kept, word__in=moves.made).delete()
        KeywordSynonym.objects.filter(keyword=kept, word__in=moves.passed_on).update(
            keyword=dropped
        )
        there = _carriers(dropped, moves.moved)
        moved = BandKeyword.objects.filter(keyword=kept, band__in=moves.moved)
        moved.exclude(band__in=there).update(keyword=dropped)
        BandKeyword.objects.bulk_create(
            [BandKeyword(band_id=pk, keyword=dropped) for pk in _carriers(kept, moves.both)],
            ignore_conflicts=True,
        )


def _carriers(keyword: Keyword, band_ids) -> set[int]:
    rows = BandKeyword.objects.filter(keyword=keyword, band__in=list(band_ids))
    return set(rows.values_list("band_id", flat=True))


def _know(kept: Keyword, dropped: Keyword) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the dropped word's spellings synonyms of the kept one: (new ones, passed on)."""
    inherited = KeywordSynonym.objects.filter(keyword=dropped)
    passed_on = tuple(inherited.order_by("word").values_list("word", flat=True))
    inherited.update(keyword=kept)
    spellings = {dropped.keyword, dropped.english} - {"", kept.keyword, kept.english}
    known = KeywordSynonym.objects.filter(word__in=spellings).values_list("word", flat=True)
    made = tuple(sorted(spellings - set(known)))
    KeywordSynonym.objects.bulk_create([KeywordSynonym(word=w, keyword=kept) for w in made])
    return made, passed_on


def _delete(dropped: Keyword, reason: Reason) -> None:
    Keyword.objects.filter(pk=dropped.pk).update(deleted_at=reason.at)
    dropped.deleted_at = reason.at
