"""Link health as it happens: know the links, lend them out, keep what was found, hide and show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext

from bands.acts import Change, locked, standings, write_acts
from bands.documents import Act
from bands.history.models import Why
from bands.history.services import Reason as Because
from bands.link_health.checking import queue_of
from bands.link_health.findings import Finding
from bands.link_health.models import MOST_CHECKS, WELL, LinkHealth, LinkHost, Place
from bands.link_health.quarantine import WAVE, after, unless_offline, wait
from bands.link_health.querysets import LinkHealthQuerySet, links_gone, links_new
from bands.models import Band, TopTrack, https_only

PER_HOST = 25  # links lent out at once
ONLINE = timedelta(hours=1)  # since when somebody has to have answered
LONGEST_URL = 200
FIELDS = {Place.TRACK.value: "track_url", Place.IMAGE.value: "image_url"}


@transaction.atomic
def know_links(*, now: datetime) -> None:
    """A row for each link that the catalogue has, none for those it had; quarantine as it is."""
    LinkHealth.objects.filter(pk__in=links_gone()).delete()
    found = [(band, place, url, queue_of(url)) for band, place, url in links_new()]
    hosts = {host for *_link, host in found}
    LinkHost.objects.bulk_create(
        [LinkHost(name=host, free_at=now) for host in sorted(hosts)], ignore_conflicts=True
    )
    LinkHealth.objects.bulk_create(
        [
            LinkHealth(band_id=band, place=place, url=url, host_id=host, next_check_at=now)
            for band, place, url, host in found
        ],
        ignore_conflicts=True,
    )
    _carry_quarantine(LinkHealth.objects.all(), Band.objects.all(), TopTrack.objects.all())


@transaction.atomic
def claim(
    *, now: datetime, lease: timedelta, hosts: int, only_asked: bool = False
) -> dict[str, list[LinkHealth]]:
    """Due links of up to `hosts` hosts that nobody visits now; each host is ours for the lease.

    Those that were well come first: they tell whether our own network is.
    """
    due = LinkHealth.objects.due(now, only_asked=only_asked)
    free = (
        LinkHost.objects.filter(Exists(due.filter(host=OuterRef("pk"))), free_at__lte=now)
        .order_by("free_at", "pk")
        .select_for_update(skip_locked=True)[:hosts]
    )
    names = [host.pk for host in free]
    LinkHost.objects.filter(pk__in=names).update(free_at=now + lease)
    return {
        name: list(due.filter(host=name).order_by("failed_days", "next_check_at", "pk")[:PER_HOST])
        for name in names
    }


def release(*, host: str, until: datetime) -> None:
    """The visit is over; the host is not visited again before `until`."""
    LinkHost.objects.filter(pk=host).update(free_at=until)


@transaction.atomic
def record(*, link_id: int, finding: Finding, now: datetime) -> LinkHealth | None:
    """Keep what was found; hide the link from listeners, or show it again, when that changes.

    None when the link is gone meanwhile.
    """
    link = LinkHealth.objects.select_for_update().filter(pk=link_id).first()
    if link is None:
        return None
    sure = unless_offline(finding, others_answer=_others_answer(link, now))
    state = after(link.state, sure, now=now, today=localdate(now), is_wave=_is_wave(link))
    link.status, link.reason, link.http_status = sure.verdict, sure.reason, sure.http_status
    link.leads_to = sure.leads_to
    link.failures, link.failed_days = state.failures, state.failed_days
    link.failed_on, link.quarantined_at = state.failed_on, state.quarantined_at
    link.checked_at, link.is_asked = now, False
    link.answered_at = now if finding.is_answer else link.answered_at
    link.next_check_at = now + wait(sure)
    link.checks = [_noted(sure, now), *link.checks][:MOST_CHECKS]
    link.save()
    _carry_quarantine_of(link.band_id)
    return link


def _others_answer(link: LinkHealth, now: datetime) -> bool:
    others = LinkHealth.objects.exclude(host=link.host_id)
    return others.filter(answered_at__gt=now - ONLINE).exists()


def _is_wave(link: LinkHealth) -> bool:
    """Does nothing on this host answer well? Then the host, or our rule about it, is to blame."""
    others = LinkHealth.objects.filter(host=link.host_id).exclude(pk=link.pk)
    return others.count() >= WAVE and not others.filter(status__in=WELL).exists()


def _noted(finding: Finding, now: datetime) -> dict[str, object]:
    return {
        "at": now.isoformat(timespec="seconds"),
        "verdict": finding.verdict,
        "reason": finding.reason,
        "http_status": finding.http_status,
    }


# --- What listeners see ------------------------------------------------------------------------
def _carry_quarantine_of(band_id: int) -> None:
    _carry_quarantine(
        LinkHealth.objects.filter(band=band_id),
        Band.objects.filter(pk=band_id),
        TopTrack.objects.filter(band=band_id),
    )


def _carry_quarantine(links: LinkHealthQuerySet, bands: QuerySet, tracks: QuerySet) -> None:
    """Write beside each address whether it is dead, so that showing it costs no query."""
    hidden = links.quarantined()
    for rows, place, column in (
        (bands, Place.IMAGE, "dead_image_url"),
        (tracks, Place.TRACK, "dead_url"),
    ):
        its_own = hidden.filter(band=OuterRef("pk"), place=place).values("url")[:1]
        wanted = Coalesce(Subquery(its_own), Value(""))
        rows.alias(wanted=wanted).exclude(wanted=F(column)).update(**{column: wanted})


# --- What curators decide ----------------------------------------------------------------------
def ask_again(*, links: LinkHealthQuerySet, now: datetime) -> int:
    """Have them checked as soon as their hosts can be visited."""
    return links.update(next_check_at=now, is_asked=True)


@transaction.atomic
def dismiss(*, links: LinkHealthQuerySet, now: datetime) -> int:
    """They are fine, whatever the check says: shown again, and not hidden any more."""
    chosen = list(links.select_for_update().filter(dismissed_at=None))
    count = LinkHealth.objects.filter(pk__in=[link.pk for link in chosen]).update(
        dismissed_at=now, quarantined_at=None
    )
    for link in chosen:
        _carry_quarantine_of(link.band_id)
    return count


def watch_again(*, links: LinkHealthQuerySet) -> int:
    """Take back `dismiss`: the next check may hide them."""
    return links.exclude(dismissed_at=None).update(dismissed_at=None)


def follow_moves(*, links: LinkHealthQuerySet, now: datetime, by: int) -> int:
    """Write the addresses to which links have moved for good into the catalogue."""
    moves: dict[int, list[LinkHealth]] = {}
    for link in links.moved():
        if is_storable(link.leads_to):
            moves.setdefault(link.band_id, []).append(link)
    with transaction.atomic():
        found = standings(locked(Band.objects.live().filter(pk__in=moves)))
        changes = [
            change for band_id in found if (change := _moved(found[band_id].act, moves[band_id]))
        ]
        note = gettext("옮긴 주소를 따라감")
        write_acts(changes=changes, reason=Because(Why.SAVED, by, now, note))
    know_links(now=now)
    return len(changes)


def _moved(act: Act, links: Sequence[LinkHealth]) -> Change | None:
    """None when a curator was quicker."""
    fresh = {
        FIELDS[link.place]: link.leads_to
        for link in links
        if getattr(act, FIELDS[link.place]) == link.url
    }
    return Change(after=replace(act, **fresh), before=act) if fresh else None


def is_storable(url: str) -> bool:
    """May this address stand in the catalogue?"""
    try:
        https_only(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_URL
