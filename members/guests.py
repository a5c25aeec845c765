"""Guests: listeners without an account, until they join, sign in or are forgotten."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from bands.duplicates.heirs import settle
from members.merging import lock_members
from members.models import BandFeedback, Member, MemberBand, MemberKeyword
from members.united import Kept, added

KEPT = timedelta(days=30)  # without being seen
SEEN_EVERY = timedelta(days=1)


def new_guest(*, now: datetime) -> Member:
    """A member without an address; nobody can choose such a name (`members.signup.USERNAME`)."""
    external_id = uuid.uuid4()
    return Member.objects.create(
        external_id=external_id,
        username=f"guest:{external_id.hex}",
        email=None,
        password=make_password(None),
        is_guest=True,
        date_joined=now,
        last_login=now,
    )


def note_seen(*, guest: Member, now: datetime) -> bool:
    """Remember that the guest was here, once a day; whether that was written."""
    due = Member.objects.idle_guests(now - SEEN_EVERY).filter(pk=guest.pk)
    return bool(due.update(last_login=now))


def forget_idle_guests(*, now: datetime) -> int:
    """Delete guests whom nobody has seen for 30 days, with all that they chose; how many."""
    idle = Member.objects.idle_guests(now - KEPT)
    _rows, by_model = idle.delete()
    return by_model.get(Member._meta.label, 0)


@transaction.atomic
def unite(*, guest: Member, account: Member, now: datetime) -> bool:
    """Give an account what the guest chose and said, and delete the guest.

    What is taken over is decided by `added`. One of two sign-ins at once does it, the other
    finds no guest any more; then, and for a guest who has joined, False.
    """
    settled = settle(_bands_of(guest))
    lock_members([guest.pk, account.pk])
    if not Member.objects.filter(pk=guest.pk, is_guest=True).exists():
        return False
    new = added(
        _kept(account, now),
        _settled(_kept(guest, now), settled),
        most_bands=settings.MAX_PICKED_BANDS,
        most_keywords=settings.MAX_PICKED_KEYWORDS,
    )
    _write(account, new)
    Member.objects.filter(pk=guest.pk).delete()
    return True


def _bands_of(guest: Member) -> set[int]:
    return {
        band_id
        for rows in (guest.band_picks, guest.feedback)
        for band_id in rows.values_list("band_id", flat=True)
    }


def _kept(member: Member, now: datetime) -> Kept[BandFeedback]:
    words = list(BandFeedback.objects.in_force(now).filter(member=member).order_by("pk"))
    return Kept(
        bands=_in_order(member.band_picks, "band_id"),
        keywords=_in_order(member.keyword_picks, "keyword_id"),
        words={word.band_id: word for word in words},
        blocked=frozenset(word.band_id for word in words if word.excludes),
    )


def _in_order(rows, column: str) -> dict[int, datetime]:
    return dict(rows.order_by("picked_at", "pk").values_list(column, "picked_at"))


def _settled(kept: Kept[BandFeedback], settled: dict[int, int]) -> Kept[BandFeedback]:
    """Of bands that a listener may see, each as the one that it has become."""
    return Kept(
        bands={settled[band]: at for band, at in kept.bands.items() if band in settled},
        keywords=kept.keywords,
        words={settled[band]: word for band, word in kept.words.items() if band in settled},
        blocked=frozenset(settled[band] for band in kept.blocked if band in settled),
    )


def _write(account: Member, new: Kept[BandFeedback]) -> None:
    """Each with the moment at which it was picked or said, so that nothing counts as new."""
    MemberBand.objects.bulk_create(
        MemberBand(member=account, band_id=band, picked_at=at) for band, at in new.bands.items()
    )
    MemberKeyword.objects.bulk_create(
        MemberKeyword(member=account, keyword_id=word, picked_at=at)
        for word, at in new.keywords.items()
    )
    account.feedback.filter(band__in=new.words).delete()  # what held no longer
    BandFeedback.objects.bulk_create(
        BandFeedback(
            member=account,
            band_id=band,
            stance=word.stance,
            reason=word.reason,
            until=word.until,
            made_at=word.made_at,
        )
        for band, word in new.words.items()
    )
