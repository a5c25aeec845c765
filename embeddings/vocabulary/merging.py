"""Take one keyword into another, and take that back (CONTRACT S19)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from bands.history.models import Why
from bands.history.services import Reason
from bands.models import Keyword
from bands.synonyms.services import BandMoves, move_bands, return_bands
from config.errors import DomainError
from embeddings.vocabulary.models import KeywordMerge
from members.merged_words import PickMoves, move_picks, return_picks


class CannotMerge(DomainError):
    code = "cannot_merge_keywords"
    status = 409
    message = _("두 키워드를 합칠 수 없습니다. 서로 다르고 지우지 않은 키워드여야 합니다.")


class CannotUndo(DomainError):
    code = "cannot_undo_merge"
    status = 409
    message = _("이 합치기는 취소할 수 없습니다. 이미 취소했거나, 나중 것을 먼저 취소해야 합니다.")


@transaction.atomic
def merge_keywords(*, kept_id: int, dropped_id: int, by: int | None, now: datetime) -> KeywordMerge:
    """Bands and members have the kept word where they had the dropped one, once each.

    The dropped word is deleted and known as a synonym. Raises `CannotMerge`. The bands' texts
    have changed by it: the sweep embeds them again, and the old vectors serve until then.
    """
    words = _locked(kept_id, dropped_id)
    kept, dropped = words.get(kept_id), words.get(dropped_id)
    if kept is None or dropped is None or kept == dropped or kept.deleted_at or dropped.deleted_at:
        raise CannotMerge
    bands = move_bands(
        kept=kept, dropped=dropped, reason=_reason(Why.MERGED, kept, dropped, by, now)
    )
    picks = move_picks(kept_id=kept_id, dropped_id=dropped_id)
    return KeywordMerge.objects.create(
        kept=kept, dropped=dropped, moves=_as_json(bands, picks), by_id=by, at=now
    )


@transaction.atomic
def undo_merge(*, merge_id: int, by: int | None, now: datetime) -> KeywordMerge:
    """Everything as it was before the merge, but for what people changed since: that stays.

    Raises `CannotUndo` when it was undone before, or when the kept word was itself merged.
    """
    merge = KeywordMerge.objects.select_for_update(of=("self",)).filter(pk=merge_id).first()
    if merge is None or merge.undone_at or _is_buried(merge):
        raise CannotUndo
    words = _locked(merge.kept_id, merge.dropped_id)
    kept, dropped = words[merge.kept_id], words[merge.dropped_id]
    bands, picks = _from_json(merge.moves)
    reason = _reason(Why.UNDONE, kept, dropped, by, now)
    return_bands(kept=kept, dropped=dropped, moves=bands, reason=reason)
    return_picks(kept_id=kept.pk, dropped_id=dropped.pk, moves=picks)
    merge.undone_by_id, merge.undone_at = by, now
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _locked(*ids: int) -> dict[int, Keyword]:
    """Held as a whole, so that nobody gives or picks a word while it goes."""
    return {
        word.pk: word
        for word in Keyword.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    }


def _is_buried(merge: KeywordMerge) -> bool:
    return KeywordMerge.objects.filter(dropped=merge.kept_id, undone_at=None).exists()


def _reason(why: Why, kept: Keyword, dropped: Keyword, by: int | None, now: datetime) -> Reason:
    return Reason(why, by, now, note=f"{dropped.keyword} → {kept.keyword}")


def _as_json(bands: BandMoves, picks: PickMoves) -> dict[str, Any]:
    both = [[member_id, at.isoformat()] for member_id, at in picks.both]
    return {"bands": asdict(bands), "picks": {"moved": list(picks.moved), "both": both}}


def _from_json(moves: dict[str, Any]) -> tuple[BandMoves, PickMoves]:
    bands = BandMoves(**{name: tuple(values) for name, values in moves["bands"].items()})
    both = tuple((pk, datetime.fromisoformat(at)) for pk, at in moves["picks"]["both"])
    return bands, PickMoves(tuple(moves["picks"]["moved"]), both)
