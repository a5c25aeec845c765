"""Rate the bands of a stored list, and read what was rated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from recommendations.rating.models import LEAST, MOST, Rating
from recommendations.rating.opinions import Given, Opinion, opinions
from recommendations.suggest.models import BandRecommend, RecommendList


class ListChanged(DomainError):
    code = "list_changed"
    status = 409
    message = _("그사이에 추천을 새로 만들었어요. 지금의 목록을 평가해 주세요.")


class NothingRated(DomainError):
    code = "nothing_rated"
    message = _("한 팀이라도 1점에서 5점 사이로 골라 주세요.")


@dataclass(frozen=True)
class Rated:
    """A member's word on a list: stars by band id, and their mean, None before any."""

    stars: Mapping[int, int]

    @property
    def mean(self) -> float | None:
        return sum(self.stars.values()) / len(self.stars) if self.stars else None


@transaction.atomic
def rate(
    *, member_id: int, made_at: datetime | None, stars: Mapping[int, int], now: datetime
) -> None:
    """Keep the stars of bands of the list made at that moment; later ones replace earlier ones.

    What is not on the list, and what is not 1 to 5, is left out. The list's row is held, so that
    the list is not replaced in between.
    """
    header = RecommendList.objects.select_for_update().filter(member_id=member_id).first()
    if header is None or header.made_at != made_at:
        raise ListChanged
    shown = BandRecommend.objects.for_member(member_id).filter(band__in=stars)
    given = [
        Rating(
            member_id=member_id,
            band_id=row.band_id,
            list_made_at=header.made_at,
            algorithm=header.algorithm,
            score=row.score,
            stars=stars[row.band_id],
            rated_at=now,
        )
        for row in shown
        if LEAST <= stars[row.band_id] <= MOST
    ]
    if not given:
        raise NothingRated
    Rating.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=["member", "band", "list_made_at"],
        update_fields=["stars", "rated_at"],
    )


def rated(*, member_id: int, made_at: datetime | None) -> Rated:
    """What the member said of the bands that this list still shows."""
    if made_at is None:
        return Rated({})
    shown = BandRecommend.objects.for_member(member_id).values("band_id")
    rows = Rating.objects.filter(member_id=member_id, list_made_at=made_at, band__in=shown)
    return Rated(dict(rows.values_list("band_id", "stars")))


def all_opinions() -> list[Opinion]:
    """Of everyone who has not left."""
    rows = Rating.objects.counting().order_by()
    columns = rows.values_list("member_id", "algorithm", "score", "stars")
    return opinions(Given(*row) for row in columns.iterator())
