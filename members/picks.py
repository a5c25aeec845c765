"""What a member picked: the bands and keywords that its list is made of (CONTRACT D21)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet, Value
from django.dispatch import Signal
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from bands.duplicates.heirs import settle
from bands.models import Band, Keyword
from config.api.errors import CHECK_INPUT
from config.errors import DomainError
from members.models import Member, MemberBand, MemberKeyword

# Bands were picked, in the transaction that stores them: `member_id`, and `now`, which is the
# `picked_at` of what was not picked before.
bands_picked = Signal()


class UnknownPicks(DomainError):
    """`errors` by field, `bandIds` and `keywordIds`, naming the ids."""

    code = "unknown_picks"
    message = CHECK_INPUT


class TooManyPicks(DomainError):
    code = "too_many_picks"
    message = _("더 고를 수 없습니다. 고른 것을 먼저 줄여 주세요.")


class NotAvailable(DomainError):
    code = "not_available"
    status = 404
    message = _("지금은 고를 수 없습니다.")


@dataclass(frozen=True)
class Picks:
    """Ids, ascending."""

    band_ids: tuple[int, ...] = ()
    keyword_ids: tuple[int, ...] = ()


def picks_of(member_id: int) -> Picks:
    """What counts of a member's picks, in one query: withdrawn bands and keywords do not."""
    bands = picked_bands(member_id).order_by().values_list(Value("band"), "pk")
    keywords = picked_keywords(member_id).order_by().values_list(Value("keyword"), "pk")
    rows = sorted(bands.union(keywords, all=True))
    return Picks(
        tuple(pk for kind, pk in rows if kind == "band"),
        tuple(pk for kind, pk in rows if kind == "keyword"),
    )


def picked_bands(member_id: int) -> QuerySet[Band]:
    mine = MemberBand.objects.filter(member_id=member_id).values("band_id")
    return Band.objects.published().filter(pk__in=mine).order_by("pk")


def picked_keywords(member_id: int) -> QuerySet[Keyword]:
    mine = MemberKeyword.objects.filter(member_id=member_id).values("keyword_id")
    return Keyword.objects.live().filter(pk__in=mine).order_by("pk")


def replace_picks(
    *, member: Member, band_ids: Collection[int], keyword_ids: Collection[int], now: datetime
) -> None:
    """Make these, and no others, the member's picks; all of them or, on an error, none.

    The id of a band that was merged into another picks the other.
    """
    keywords = set(keyword_ids)
    _check_amount(len(set(band_ids)), len(keywords))
    with transaction.atomic():
        settled = settle(band_ids)
        known = set(Keyword.objects.live().filter(pk__in=keywords).values_list("pk", flat=True))
        _refuse(bands=set(band_ids) - settled.keys(), keywords=keywords - known)
        bands = set(settled.values())
        lock(member)
        _replace(MemberBand, "band_id", bands, member=member, now=now)
        _replace(MemberKeyword, "keyword_id", keywords, member=member, now=now)
        bands_picked.send(MemberBand, member_id=member.pk, now=now)


def pick_band(*, member: Member, band: Band, now: datetime) -> None:
    """Picking twice keeps the first pick; of a merged band the one that it became is picked."""
    with transaction.atomic():
        settled = settle([band.pk])
        if not settled:
            raise NotAvailable
        lock(member)
        MemberBand.objects.get_or_create(
            member=member, band_id=settled[band.pk], defaults={"picked_at": now}
        )
        _check_amount(member.band_picks.count(), 0)
        bands_picked.send(MemberBand, member_id=member.pk, now=now)


@transaction.atomic
def unpick_band(*, member: Member, band: Band) -> None:
    ids = {band.pk, *settle([band.pk]).values()}
    MemberBand.objects.filter(member=member, band__in=ids).delete()


def pick_keyword(*, member: Member, keyword: Keyword, now: datetime) -> None:
    """Picking twice keeps the first pick."""
    if not Keyword.objects.live().filter(pk=keyword.pk).exists():
        raise NotAvailable
    with _locked(member):
        MemberKeyword.objects.get_or_create(
            member=member, keyword=keyword, defaults={"picked_at": now}
        )
        _check_amount(0, member.keyword_picks.count())


def unpick_keyword(*, member: Member, keyword: Keyword) -> None:
    MemberKeyword.objects.filter(member=member, keyword=keyword).delete()


@contextmanager
def _locked(member: Member) -> Iterator[None]:
    """A transaction that holds the member's row, so that one writer's picks win as a whole."""
    with transaction.atomic():
        lock(member)
        yield


def lock(member: Member) -> None:
    """One writer at a time of what a member chose and said, until the transaction ends."""
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)


def _replace(
    through: type[Model], column: str, ids: set[int], *, member: Member, now: datetime
) -> None:
    rows: QuerySet[Any] = through.objects.filter(member=member)
    rows.exclude(**{f"{column}__in": ids}).delete()
    through.objects.bulk_create(
        [through(member=member, picked_at=now, **{column: pk}) for pk in sorted(ids)],
        ignore_conflicts=True,
    )


def _check_amount(bands: int, keywords: int) -> None:
    most = {
        "bandIds": (bands, settings.MAX_PICKED_BANDS),
        "keywordIds": (keywords, settings.MAX_PICKED_KEYWORDS),
    }
    errors = {
        field: [gettext("%(most)d개까지 고를 수 있습니다.") % {"most": cap}]
        for field, (amount, cap) in most.items()
        if amount > cap
    }
    if errors:
        raise TooManyPicks(errors=errors)


def _refuse(*, bands: set[int], keywords: set[int]) -> None:
    errors = {
        field: [gettext("고를 수 없는 번호입니다: %(ids)s") % {"ids": _listed(unknown)}]
        for field, unknown in {"bandIds": bands, "keywordIds": keywords}.items()
        if unknown
    }
    if errors:
        raise UnknownPicks(errors=errors)


def _listed(ids: set[int]) -> str:
    return ", ".join(map(str, sorted(ids)))
