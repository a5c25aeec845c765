"""Make, store and read a member's list: read, decide, write."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from bands.models import Band, Keyword
from bands.querysets import BandQuerySet
from config.errors import DomainError
from embeddings.models import BandVector, EmbeddingSpace
from recommendations.algorithms import registry
from recommendations.algorithms.overhearing import Overhearing
from recommendations.algorithms.types import Algorithm, Hit, Matrix, Nearest, Ranking
from recommendations.experiments.services import Trial, arm_for, note_shown
from recommendations.suggest import store, turns
from recommendations.suggest.inputs import (
    Inputs,
    in_learned_space,
    in_text_space,
    load_inputs,
)
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.quotes import Quote, Quotes, choose_quotes

logger = logging.getLogger(__name__)

Watching = Callable[[Nearest], Nearest]  # wraps the search of a ranking
Loading = Callable[[BandQuerySet], BandQuerySet]  # of what a door shows of a band

DEFAULT_ALGORITHM = "v3"
LOCK_MILLISECONDS = 250  # a second writer waits this long and is then told to come back
AT_ONCE = 2  # updates of one member in a process, so that others find a thread (RELIABILITY L4)
NAMED = 3  # picks of a taste group that a reason can name
TRIES = 3  # how often picks may change under us before the client is told


class NoBandsPicked(DomainError):
    code = "no_bands_picked"
    message = _("선택한 밴드가 없습니다.")


class NoKeywordsPicked(DomainError):
    code = "no_keywords_picked"
    message = _("선택한 키워드가 없습니다.")


class MemberNotFound(DomainError):
    code = "member_not_found"
    status = 404
    message = _("회원을 찾을 수 없습니다.")


class UnknownAlgorithm(DomainError):
    code = "unknown_algorithm"
    message = _("모르는 추천 방식입니다.")


class ListBusy(DomainError):
    code = "list_busy"
    status = 409
    message = _("같은 목록을 만드는 중입니다. 잠시 뒤에 다시 시도해 주세요.")


class CatalogueNotReady(DomainError):
    code = "catalogue_not_ready"
    status = 503
    message = _("추천을 준비하고 있습니다. 잠시 뒤에 다시 시도해 주세요.")


@dataclass(frozen=True)
class Reasons:
    """Why a band is in the list; every part is computed from what ranked it.

    because : the pick that carries it most, None when it is gone
    shared_keywords : the member's keywords that the band has
    group, slot : the taste group that found it and in which place (CONTRACT A5)
    like : the first picks of that group; none where all picks were taken as one
    quotes : where the sentence stands that is nearest to what found it, by language
    """

    because: Band | None
    shared_keywords: tuple[Keyword, ...] = ()
    group: int = 0
    slot: str = "best"
    like: tuple[Band, ...] = ()
    quotes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recommended:
    band: Band  # loaded as the door asked, see `Loading`
    score: float
    priority: int
    reasons: Reasons


@dataclass(frozen=True)
class MemberList:
    """A stored list as every door shows it. `made_at` None: none was made yet.

    set_aside : rows of it whose bands the member picked or blocked since; only their places show
    band_ids, keyword_ids, blocked_ids : what it was made of, empty where that was not recorded
    """

    algorithm: str = ""
    requested_algorithm: str = ""
    made_at: datetime | None = None
    inputs_hash: str = ""
    is_stale: bool = False
    degraded: tuple[str, ...] = ()
    items: tuple[Recommended, ...] = ()
    set_aside: tuple[Recommended, ...] = ()
    band_ids: tuple[int, ...] = ()
    keyword_ids: tuple[int, ...] = ()
    blocked_ids: tuple[int, ...] = ()

    @property
    def places(self) -> list[Recommended]:
        """All rows of the list in order, those set aside among them."""
        return sorted((*self.items, *self.set_aside), key=lambda item: item.priority)


@dataclass(frozen=True)
class Decision:
    """A ranking with how it came about.

    vectors_hash : as `Surroundings.hash_on` has it
    queries : what found the hits, a row for each taste group; None when nothing was looked for
    """

    ranking: Ranking
    space_id: int
    degraded: tuple[str, ...]
    vectors_hash: str
    space: EmbeddingSpace | None = field(default=None, compare=False)
    queries: Matrix | None = field(default=None, compare=False)

    def quotes(self, bands: Mapping[int, Band]) -> Quotes:
        if self.space is None or self.queries is None:
            return {}
        return choose_quotes(
            hits=self.ranking.hits, queries=self.queries, space=self.space, bands=bands
        )


@dataclass(frozen=True)
class StoredReasons:
    """The JSON of one row's reasons: ids only, so that names are always today's."""

    because: int | None
    keywords: tuple[int, ...]
    group: int
    slot: str
    like: tuple[int, ...]
    quotes: dict[str, Quote]


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
        _known(asked)
        return _update(member_id, now, asked, trial, loading, needs_keywords)


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
        _check(inputs, needs_keywords)
        decision = _decided_in(trial, inputs, now)
        if decision is None:
            trial, decision = None, decide(inputs=inputs, now=now, algorithm=algorithm)
        cards = loading(_named(decision.ranking)).in_bulk()
        rows = _rows(member_id, decision, cards, inputs)
        requested = trial.algorithm if trial else algorithm
        header = _header(member_id, inputs, decision, requested, now)
        if _swap(header, rows, trial, now):
            return _shown(header, rows, cards, is_stale=False)
    raise ListBusy(retry_after=1)


def _decided_in(trial: Trial | None, inputs: Inputs, now: datetime) -> Decision | None:
    """By the arm's algorithm; None when there is none, or when it fails as no other would."""
    if trial is None:
        return None
    try:
        return decide(inputs=inputs, now=now, algorithm=trial.algorithm)
    except DomainError:
        raise
    except Exception:
        logger.exception("the arm %s of an experiment failed", trial.algorithm)
        return None


def unwatched(nearest: Nearest) -> Nearest:
    return nearest


def _check(inputs: Inputs, needs_keywords: bool) -> None:
    if not inputs.band_ids:
        raise NoBandsPicked
    if needs_keywords and not inputs.keyword_ids:
        raise NoKeywordsPicked


def decide(
    *, inputs: Inputs, now: datetime, algorithm: str, watching: Watching = unwatched
) -> Decision:
    """Rank for these inputs; nothing is stored. `watching` may listen to the search."""
    _known(algorithm)
    if not inputs.band_ids:
        raise NoBandsPicked
    space = EmbeddingSpace.objects.active()
    if space is None:
        raise CatalogueNotReady(retry_after=5)
    return decide_in(space, inputs=inputs, now=now, algorithm=algorithm, watching=watching)


def decide_in(
    space: EmbeddingSpace,
    *,
    inputs: Inputs,
    now: datetime,
    algorithm: str,
    watching: Watching = unwatched,
    may_call: bool = True,
) -> Decision:
    """The same in a space that need not be the one that serves."""
    recommend = _known(algorithm)
    standing = BandVector.objects.standing(space.pk)
    surroundings = in_learned_space if algorithm in registry.LEARNED else in_text_space
    around = surroundings(inputs=inputs, space=space, now=now, may_call=may_call)
    heard = Overhearing(watching(around.nearest))
    ranking = recommend(around.taste, heard)
    standing_hash = around.hash_on(standing)
    return Decision(ranking, space.pk, around.degraded, standing_hash, space, heard.queries)


def _known(algorithm: str) -> Algorithm:
    try:
        return registry.algorithm(algorithm)
    except registry.UnknownAlgorithm:
        raise UnknownAlgorithm from None


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
    wanted = {row.band_id for row in rows} | {row.reasons["because"] for row in rows}
    wanted |= {pk for row in rows for pk in row.reasons.get("like", ())}
    cards = loading(Band.objects.published()).in_bulk(wanted - {None})
    is_stale = header.inputs_hash != inputs.fingerprint
    return _shown(header, rows, cards, is_stale=is_stale, excluded_ids=inputs.excluded_ids)


def _named(ranking: Ranking) -> BandQuerySet:
    """The bands of a list and those that explain them, as far as they may be shown."""
    wanted = {hit.band_id for hit in ranking.hits} | {hit.because for hit in ranking.hits}
    wanted |= {pk for hit in ranking.hits for pk in _like(hit, ranking)}
    return Band.objects.published().filter(pk__in=wanted - {None})


def _like(hit: Hit, ranking: Ranking) -> tuple[int, ...]:
    """The first picks of the taste group that found it."""
    return () if hit.slot == "best" else ranking.groups[hit.group][:NAMED]


def _rows(
    member_id: int, decision: Decision, cards: dict[int, Band], inputs: Inputs
) -> list[BandRecommend]:
    shown = [hit for hit in decision.ranking.hits if hit.band_id in cards]
    quotes = decision.quotes(cards)
    return [
        BandRecommend(
            member_id=member_id,
            band_id=hit.band_id,
            score=hit.score,
            priority=priority,
            reasons=asdict(
                _stored_reasons(hit, cards[hit.band_id], inputs, decision.ranking, quotes)
            ),
        )
        for priority, hit in enumerate(shown, start=1)
    ]


def _stored_reasons(
    hit: Hit, band: Band, inputs: Inputs, ranking: Ranking, quotes: Quotes
) -> StoredReasons:
    chosen = set(inputs.keyword_ids)
    shared = tuple(word.pk for word in band.keywords.all() if word.pk in chosen)
    mine = {language: quote for (pk, language), quote in quotes.items() if pk == band.pk}
    like = _like(hit, ranking)
    return StoredReasons(hit.because, shared, hit.group, hit.slot, like, mine)


def _header(
    member_id: int, inputs: Inputs, decision: Decision, requested: str, now: datetime
) -> RecommendList:
    return RecommendList(
        member_id=member_id,
        algorithm=decision.ranking.algorithm,
        requested_algorithm=requested,
        space_id=decision.space_id,
        inputs_hash=inputs.fingerprint,
        degraded=list(decision.degraded),
        made_at=now,
        band_ids=list(inputs.band_ids),
        keyword_ids=list(inputs.keyword_ids),
        blocked_ids=list(inputs.blocked_ids),
        vectors_hash=decision.vectors_hash,
    )


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


def _shown(
    header: RecommendList,
    rows: list[BandRecommend],
    cards: dict[int, Band],
    *,
    is_stale: bool,
    excluded_ids: Collection[int] = (),
) -> MemberList:
    items = [_recommended(row, cards) for row in rows if row.band_id in cards]
    return MemberList(
        algorithm=header.algorithm,
        requested_algorithm=header.requested_algorithm,
        made_at=header.made_at,
        inputs_hash=header.inputs_hash,
        is_stale=is_stale,
        degraded=tuple(header.degraded),
        items=tuple(item for item in items if item.band.pk not in excluded_ids),
        set_aside=tuple(item for item in items if item.band.pk in excluded_ids),
        band_ids=tuple(header.band_ids),
        keyword_ids=tuple(header.keyword_ids),
        blocked_ids=tuple(header.blocked_ids),
    )


def _recommended(row: BandRecommend, cards: dict[int, Band]) -> Recommended:
    band, why = cards[row.band_id], row.reasons
    shared = tuple(word for word in band.keywords.all() if word.pk in why["keywords"])
    reasons = Reasons(
        because=cards.get(why["because"]),
        shared_keywords=shared,
        group=why["group"],
        slot=why["slot"],
        like=tuple(cards[pk] for pk in why.get("like", ()) if pk in cards),
        quotes=why.get("quotes", {}),
    )
    return Recommended(band, row.score, row.priority, reasons)
