"""What is stored of a decision: a row for the list, and one for each band that it shows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bands.models import Band
from recommendations.algorithms.types import Hit, Ranking
from recommendations.suggest.deciding import Decision
from recommendations.suggest.inputs import Inputs
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.quotes import Quote, Quotes

NAMED = 3  # picks of a taste group that a reason can name


@dataclass(frozen=True)
class StoredReasons:
    """The JSON of one row's reasons: ids only, so that names are always today's."""

    because: int | None
    keywords: tuple[int, ...]
    group: int
    slot: str
    like: tuple[int, ...]
    quotes: dict[str, Quote]


def to_show(ranking: Ranking) -> set[int]:
    """The bands of a list and those that explain it."""
    wanted = {hit.band_id for hit in ranking.hits} | {hit.because for hit in ranking.hits}
    wanted |= {pk for hit in ranking.hits for pk in _like(hit, ranking)}
    return wanted - {None}


def header_of(
    decision: Decision, *, member_id: int, inputs: Inputs, requested: str, now: datetime
) -> RecommendList:
    """requested : the algorithm that was asked for; another may have run (CONTRACT A6)"""
    return RecommendList(
        member_id=member_id,
        algorithm=decision.ranking.algorithm,
        requested_algorithm=requested,
        space_id=decision.space.pk,
        inputs_hash=inputs.fingerprint,
        degraded=list(decision.degraded),
        made_at=now,
        band_ids=list(inputs.band_ids),
        keyword_ids=list(inputs.keyword_ids),
        blocked_ids=list(inputs.blocked_ids),
        vectors_hash=decision.vectors_hash,
    )


def rows_of(
    decision: Decision, *, member_id: int, inputs: Inputs, cards: Mapping[int, Band]
) -> list[BandRecommend]:
    """Best first, of those bands that are among the cards."""
    listed = [hit for hit in decision.ranking.hits if hit.band_id in cards]
    quotes = decision.quotes(cards)
    return [
        BandRecommend(
            member_id=member_id,
            band_id=hit.band_id,
            score=hit.score,
            priority=priority,
            reasons=asdict(_reasons(hit, cards[hit.band_id], inputs, decision.ranking, quotes)),
        )
        for priority, hit in enumerate(listed, start=1)
    ]


def _reasons(
    hit: Hit, band: Band, inputs: Inputs, ranking: Ranking, quotes: Quotes
) -> StoredReasons:
    chosen = set(inputs.keyword_ids)
    shared = tuple(word.pk for word in band.keywords.all() if word.pk in chosen)
    mine = {language: quote for (pk, language), quote in quotes.items() if pk == band.pk}
    return StoredReasons(hit.because, shared, hit.group, hit.slot, _like(hit, ranking), mine)


def _like(hit: Hit, ranking: Ranking) -> tuple[int, ...]:
    """The first picks of the taste group that found it."""
    return () if hit.slot == "best" else ranking.groups[hit.group][:NAMED]
