"""What a member says of a band: a like, not for me, known, hidden (CONTRACT A1, S7, S70)."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from bands.duplicates.heirs import settle
from bands.services import BandNotFound
from config.api.errors import CHECK_INPUT
from config.errors import DomainError
from members.models import BandFeedback, Member, Stance
from members.picks import lock

HIDE_FOR = timedelta(days=30)


class WrongFeedback(DomainError):
    """`errors` by field: what does not go with the stance."""

    code = "wrong_feedback"
    message = CHECK_INPUT


@dataclass(frozen=True)
class Said:
    """A stance; `reason` only with NOT_FOR_ME, `until` only with HIDDEN, None for ever."""

    stance: str
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class FeedbackPage:
    """What was said last comes first; `next` is where the next page begins."""

    rows: list[BandFeedback]
    next: int | None


def react(*, member: Member, band_id: int, said: Said, now: datetime) -> BandFeedback:
    """The last word counts, and the same word twice is said once.

    The id of a band that was merged into another means the other.
    """
    _check(said, now)
    with transaction.atomic():
        heir = settle([band_id]).get(band_id)
        if heir is None:
            raise BandNotFound
        lock(member)
        before = BandFeedback.objects.filter(member=member, band=heir)
        same = before.filter(**asdict(said)).first()
        if same:
            return same
        before.delete()
        return BandFeedback.objects.create(member=member, band_id=heir, made_at=now, **asdict(said))


@transaction.atomic
def take_back(*, member: Member, band_id: int) -> None:
    """As if nothing had been said. Doing it twice is as good as once."""
    settled = settle([band_id])
    lock(member)
    said = BandFeedback.objects.filter(member=member, band__in={band_id, *settled.values()})
    gone, _models = said.delete()
    if not gone and not settled:
        raise BandNotFound


def feedback_of(member_id: int, now: datetime) -> dict[int, BandFeedback]:
    """All that holds, by band."""
    rows = BandFeedback.objects.in_force(now).filter(member=member_id)
    return {row.band_id: row for row in rows}


def feedback_page(
    *, member_id: int, now: datetime, limit: int, after: int | None = None
) -> FeedbackPage:
    """What holds of bands that a listener may see, `limit` at a time."""
    rows = BandFeedback.objects.in_force(now).filter(
        member=member_id, band__is_published=True, band__deleted_at=None
    )
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.select_related("band").order_by("-pk")[: limit + 1])
    return FeedbackPage(found[:limit], found[limit - 1].pk if len(found) > limit else None)


def _check(said: Said, now: datetime) -> None:
    errors = {}
    if said.reason and said.stance != Stance.NOT_FOR_ME:
        errors["reason"] = [gettext("이 반응에는 이유를 붙일 수 없습니다.")]
    if said.until and said.stance != Stance.HIDDEN:
        errors["days"] = [gettext("숨길 때만 기간을 정할 수 있습니다.")]
    if said.until and said.until <= now:
        errors["days"] = [gettext("숨김이 끝나는 때는 지금보다 뒤여야 합니다.")]
    if errors:
        raise WrongFeedback(errors=errors)
