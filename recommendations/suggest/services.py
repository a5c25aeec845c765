"""Make, store and read a member's list: read, decide, write."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from bands.models import Band
from bands.querysets import BandQuerySet, Loading
from config.errors import DomainError
from recommendations.experiments.services import Trial, arm_for, note_shown
from recommendations.suggest import store, turns
from recommendations.suggest.deciding import DEFAULT_ALGORITHM, Decision, decide
from recommendations.suggest.inputs import Inputs, load_inputs
from recommendations.suggest.lists import MemberList, StoredPlaces, named_in, shown
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.refusals import ListBusy, MemberNotFound
from recommendations.suggest.rows import header_of, rows_of, to_show

logger = logging.getLogger(__name__)

LOCK_MILLISECONDS = 250  # a second writer waits this long and is then told to come back
AT_ONCE = 2  # updates of one member in a process, so that others find a thread (RELIABILITY L4)
TRIES = 3  # how often picks may change under us before the client is told


def update_recommendations(
    *,
    member_id: int,
    now: datetime,
    algorithm: str | None = None,
    loading: Loading = BandQuerySet.for_cards,
    needs_keywords: bool = True,
) -> MemberList:
    """Compute a member's list from the current picks and replace the stored one (D19-D24).

    Computes outside any lock and swaps inside a short one; when the picks changed meanwhile
    it computes again, so the stored list always belongs to the picks of its moment (P8, F9).
    Without an algorithm it is V3 (D18), or the arm of the experiment that runs. Where no keywords
    are needed, picks alone are turned nowhere (t = 0).
    """
    with turns.taken(member_id, most=AT_ONCE) as is_free:
        if not is_free:
            raise ListBusy(retry_after=1)
        trial = arm_for(member_id=member_id, now=now) if algorithm is None else None
        asked = DEFAULT_ALGORITHM if algorithm is None else algorithm
        return _update(member_id, now, asked, trial, loading, needs_keywords)


def stored_recommendations(
    *, member_id: int, now: datetime, loading: Loading = BandQuerySet.for_cards
) -> MemberList:
    """The stored list, and whether its inputs have changed since (P6).

    What may not be recommended any more is set aside at once (CONTRACT A1, S70).
    """
    header = RecommendList.objects.filter(member_id=member_id).first()
    if header is None:
        return MemberList()
    rows = list(BandRecommend.objects.for_member(member_id))
    inputs = load_inputs(member_id=member_id, now=now)
    cards = loading(Band.objects.published()).in_bulk(named_in(rows))
    is_stale = header.inputs_hash != inputs.fingerprint
    return shown(header, rows, cards, is_stale=is_stale, excluded_ids=inputs.excluded_ids)


def stored_places(*, member_id: int, inputs: Inputs) -> StoredPlaces:
    """The stored list without its bands; `inputs` are what the member chose by now."""
    header = RecommendList.objects.with_places().filter(member_id=member_id).first()
    if header is None:
        return StoredPlaces()
    return StoredPlaces(
        requested_algorithm=header.requested_algorithm,
        made_at=header.made_at,
        is_stale=header.inputs_hash != inputs.fingerprint,
        by_band={row["band"]: row["place"] for row in header.places},
    )


def _update(
    member_id: int,
    now: datetime,
    algorithm: str,
    trial: Trial | None,
    loading: Loading,
    needs_keywords: bool,
) -> MemberList:
    for _try in range(TRIES):
        inputs = load_inputs(member_id=member_id, now=now)
        deciding = partial(decide, inputs=inputs, now=now, needs_keywords=needs_keywords)
        decision = _decided_in(trial, deciding)
        if decision is None:
            trial, decision = None, deciding(algorithm=algorithm)
        cards = loading(Band.objects.published()).in_bulk(to_show(decision.ranking))
        rows = rows_of(decision, member_id=member_id, inputs=inputs, cards=cards)
        requested = trial.algorithm if trial else algorithm
        header = header_of(
            decision, member_id=member_id, inputs=inputs, requested=requested, now=now
        )
        if _swap(header, rows, trial, now):
            return shown(header, rows, cards, is_stale=False)
    raise ListBusy(retry_after=1)


def _decided_in(trial: Trial | None, deciding: Callable[..., Decision]) -> Decision | None:
    """By the arm's algorithm; None when there is none, or when it fails as no other would."""
    if trial is None:
        return None
    try:
        return deciding(algorithm=trial.algorithm)
    except DomainError:
        raise
    except Exception:
        logger.exception("the arm %s of an experiment failed", trial.algorithm)
        return None


def _swap(
    header: RecommendList, rows: list[BandRecommend], trial: Trial | None, now: datetime
) -> bool:
    """Replace the stored list in one transaction; False when the picks have changed."""
    try:
        with transaction.atomic():
            if not store.lock(member_id=header.member_id, milliseconds=LOCK_MILLISECONDS):
                raise MemberNotFound
            current = load_inputs(member_id=header.member_id, now=now)
            if current.fingerprint != header.inputs_hash:
                return False
            if trial and note_shown(trial, now=now):
                header.experiment_id = trial.experiment_id
            store.replace(header=header, rows=rows)
            return True
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise ListBusy(retry_after=1) from error
        raise
