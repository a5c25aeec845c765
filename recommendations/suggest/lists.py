"""A member's list as every door shows it, read from the rows that are stored of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bands.models import Band, Keyword
from recommendations.suggest.models import BandRecommend, RecommendList


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
    band: Band  # loaded as the door asked, see `bands.querysets.Loading`
    score: float
    priority: int
    reasons: Reasons


@dataclass(frozen=True)
class MemberList:
    """`made_at` None: none was made yet.

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
class StoredPlaces:
    """Where the bands of a stored list stand; `made_at` None: none was made yet.

    by_band : band id -> place, best first, those set aside among them
    """

    requested_algorithm: str = ""
    made_at: datetime | None = None
    is_stale: bool = False
    by_band: Mapping[int, int] = field(default_factory=dict)


def named_in(rows: Collection[BandRecommend]) -> set[int]:
    """The bands of these rows and those that explain them."""
    because = {row.reasons["because"] for row in rows} - {None}
    like = {pk for row in rows for pk in row.reasons.get("like", ())}
    return {row.band_id for row in rows} | because | like


def shown(
    header: RecommendList,
    rows: Collection[BandRecommend],
    cards: Mapping[int, Band],
    *,
    is_stale: bool,
    excluded_ids: Collection[int] = (),
) -> MemberList:
    """The list of these rows, of those bands of it that are among the cards."""
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


def _recommended(row: BandRecommend, cards: Mapping[int, Band]) -> Recommended:
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
