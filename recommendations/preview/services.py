"""What happens to a preview: it is asked for, worked on in turns, and is done or in trouble."""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from bands.acts import UnknownWords
from bands.drafts import services as drafts
from bands.drafts.models import BandDraft
from bands.models import Keyword
from config.errors import DomainError
from embeddings.models import EmbeddingSpace
from embeddings.services import TextNotLearned
from embeddings.text.base import ProviderError
from recommendations.preview.effect import Lists, effect_as_json, effect_from_json
from recommendations.preview.lists import stored_lists
from recommendations.preview.models import DraftPreview
from recommendations.preview.play import Moved, Play, learn, look, make_lists_twice
from recommendations.suggest.refusals import CatalogueNotReady

log = structlog.get_logger(__name__)

State, Step = DraftPreview.State, DraftPreview.Step

LISTS_MOST = 500  # a sample of this size tells a share to within 4 points
LISTS_AT_ONCE = 10  # of one rehearsal, in which the draft and its band are locked
LISTS_SECONDS = 60.0  # of work; the lists made until then are the sample
LEASE = timedelta(seconds=15)  # a worker that is not heard of for so long has died
LEASE_TO_LEARN = timedelta(seconds=40)  # the provider may be waited for meanwhile
ATTEMPTS = 3  # turns without progress


@dataclass(frozen=True)
class Turn:
    """One worker's work on a preview until its time is up."""

    preview: DraftPreview
    play: Play
    now: datetime
    begun: float
    seconds: float

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    @property
    def clock(self) -> datetime:
        return self.now + timedelta(seconds=self.elapsed)

    @property
    def is_over(self) -> bool:
        return self.elapsed > self.seconds


class TurnLost(Exception):
    """The lease ended, or the preview was asked for anew: what was computed is worth nothing."""


def ask(*, draft_id: int, now: datetime) -> DraftPreview:
    """Have the draft's effect computed. Asking again while that is under way is the same job.

    Raises `DraftClosed` for a draft that was published or thrown away.
    """
    with transaction.atomic():
        draft = BandDraft.objects.select_for_update(no_key=True).get(pk=draft_id)
        if not draft.is_open:
            raise drafts.DraftClosed
        preview = DraftPreview.objects.select_for_update().filter(draft=draft).first()
        if preview and preview.is_under_way and preview.number == draft.number:
            return preview
        preview = preview or DraftPreview(draft=draft)
        _begin_anew(preview, draft.number)
        preview.asked_at = now
        preview.save()
    return preview


def accept_keyword(
    *, draft_id: int, word: str, told: int, by: int | None, now: datetime
) -> DraftPreview:
    """Give the draft a suggested keyword and look at what that does.

    `told` is the edit that the curator saw. Raises what editing the draft raises, and
    `UnknownWords` when the word was taken out of the vocabulary meanwhile.
    """
    if not Keyword.objects.live().filter(keyword=word).exists():
        raise UnknownWords([word])
    with transaction.atomic():
        act = BandDraft.objects.get(pk=draft_id).act
        richer = replace(act, keywords=act.keywords | {word})
        drafts.edit(draft_id=draft_id, act=richer, told=told, by=by, now=now)
        return ask(draft_id=draft_id, now=now)


def work(*, now: datetime, seconds: float, held: int | None = None) -> int | None:
    """One turn on the preview that is `held`, or else on the one that was asked for first.

    A turn ends soon after `seconds`, so that the other work of a single worker is not held up.
    Returns the preview to hold for the next turn, None when it needs none. Whoever never comes
    back for it loses it when its lease ends.
    """
    preview = _claimed(now, held)
    if preview is None:
        return None
    try:
        return preview.pk if _take_turn(preview, now, seconds) else None
    except TurnLost:
        log.info("preview_turn_lost", preview=preview.pk)
    except (Moved, TextNotLearned):
        _restart(preview)
    except ProviderError as error:
        _fail(preview, error.reason)
    except DomainError as error:
        _fail(preview, error.code)
    return None


def _claimed(now: datetime, held: int | None) -> DraftPreview | None:
    with transaction.atomic():
        previews = DraftPreview.objects
        mine = previews.filter(pk=held, state=State.WORKING) if held else previews.open(now)
        first = mine.order_by("asked_at", "pk")
        preview = first.select_for_update(skip_locked=True).first()
        if preview is None:
            return None
        preview.run += 1
        preview.attempts += 1
        preview.state = State.WORKING
        preview.claimed_until = now + LEASE_TO_LEARN
        preview.save()
    if preview.attempts > ATTEMPTS:
        _fail(preview, "gave_up")
        return None
    return preview


def _take_turn(preview: DraftPreview, now: datetime, seconds: float) -> bool:
    """True: the time is up, and there is more to do."""
    space = preview.space or EmbeddingSpace.objects.active()
    if space is None:
        raise CatalogueNotReady
    play = Play(preview.draft_id, preview.number, preview.draft.band_id, space, now)
    turn = Turn(preview, play, now, time.monotonic(), seconds)
    if preview.step == Step.TEXT:
        learn(play)
        _note(turn, space=space, step=Step.NEAREST)
    if preview.step == Step.NEAREST:
        effect = look(play)
        total, some = stored_lists(seed=str(preview.pk), most=LISTS_MOST)
        result = effect_as_json(replace(effect, lists=Lists(total)))
        _note(turn, result=result, step=Step.LISTS, total=len(some))
    return _make_lists(turn)


def _make_lists(turn: Turn) -> bool:
    preview = turn.preview
    _total, lists = stored_lists(seed=str(preview.pk), most=LISTS_MOST)
    spent_before = preview.seconds_spent - turn.elapsed
    for start in range(preview.done, len(lists), LISTS_AT_ONCE):
        if preview.seconds_spent > LISTS_SECONDS:
            break
        if turn.is_over:
            return True
        some = lists[start : start + LISTS_AT_ONCE]
        effect = effect_from_json(preview.result)
        seen = effect.lists.with_more(make_lists_twice(turn.play, some))
        result = effect_as_json(replace(effect, lists=seen))
        spent = spent_before + turn.elapsed
        _note(turn, result=result, done=start + len(some), seconds_spent=spent)
    _note(turn, state=State.DONE, made_at=turn.clock)
    return False


def _note(turn: Turn, **columns: Any) -> None:
    """Keep what was done so far; the preview shows it, and another worker can go on from there."""
    lease = {"attempts": 0, "claimed_until": turn.clock + LEASE}
    if not _mine(turn.preview).update(**columns, **lease):
        raise TurnLost
    for name, value in columns.items():
        setattr(turn.preview, name, value)


def _fail(preview: DraftPreview, error: str) -> None:
    log.warning("preview_failed", preview=preview.pk, reason=error)
    _mine(preview).update(state=State.FAILED, error=error)


def _restart(preview: DraftPreview) -> None:
    """The draft or the space is another one now: what it does is asked about that."""
    number = BandDraft.objects.values_list("number", flat=True).get(pk=preview.draft_id)
    with transaction.atomic():
        if _mine(preview).update(state=State.WAITING):
            attempts = preview.attempts
            preview.refresh_from_db()
            _begin_anew(preview, number)
            preview.attempts = attempts
            preview.save()


def _mine(preview: DraftPreview) -> Any:
    return DraftPreview.objects.filter(pk=preview.pk, run=preview.run, state=State.WORKING)


def _begin_anew(preview: DraftPreview, number: int) -> None:
    preview.number, preview.space = number, None
    preview.state, preview.step, preview.error = State.WAITING, Step.TEXT, ""
    preview.done = preview.total = preview.attempts = preview.seconds_spent = 0
    preview.result = preview.made_at = preview.claimed_until = None
