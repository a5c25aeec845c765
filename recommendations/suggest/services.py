"""Make, store and read a member's list: read, decide, write."""

from dataclasses import dataclass, field
from datetime import datetime

from bands.models import Band, Keyword


@dataclass(frozen=True)
class Reasons:
    """Why a band is in the list; every part is computed from what ranked it.

    because : the pick that carries it most, None when it is gone
    shared_keywords : the member's keywords that the band has
    group, slot : the taste group that found it and in which place (CONTRACT A5)
    """

    because: Band | None
    shared_keywords: tuple[Keyword, ...] = ()
    group: int = 0
    slot: str = "best"


@dataclass(frozen=True)
class Recommended:
    band: Band  # loaded with `for_cards()`
    score: float
    priority: int
    reasons: Reasons


@dataclass(frozen=True)
class MemberList:
    """A stored list as every door shows it. `made_at` None: none was made yet."""

    algorithm: str = ""
    requested_algorithm: str = ""
    made_at: datetime | None = None
    is_stale: bool = False
    degraded: tuple[str, ...] = ()
    items: tuple[Recommended, ...] = field(default=())


def update_recommendations(*, member_id: int, now: datetime) -> MemberList:
    """CONTRACT D19-D24. Being written."""
    raise NotImplementedError


def stored_recommendations(*, member_id: int, now: datetime) -> MemberList:
    """CONTRACT P6. Being written."""
    raise NotImplementedError
