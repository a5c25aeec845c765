"""A stretch of checking: know the links, borrow some, look at them, give everything back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import now as this_moment

from bands.link_health import services
from bands.link_health.checking import check
from bands.link_health.fetch import SECONDS, Visitor
from bands.link_health.findings import Finding
from bands.link_health.models import LinkHealth, Place
from bands.link_health.rounds import Finished, rounds

HOSTS = 8  # visited at the same time
PAUSE = 1.0  # seconds between two visits to one host
GRACE = 2 * SECONDS + 1  # a HEAD and a GET that were begun at the last moment
AGENT = "DiggIndie-link-check/1.0"


@dataclass
class Progress:
    checked: int = 0
    hidden: int = 0
    hosts: int = 0


def check_some(
    *,
    now: datetime,
    seconds: float,
    pause: float = PAUSE,
    only_asked: bool = False,
    visitor: Visitor | None = None,
) -> Progress:
    """Check due links for about `seconds`; at most `GRACE` longer. Nothing lost if it is killed:
    what was found is kept link by link, and borrowed hosts fall back when the lease ends.
    """
    services.know_links(now=now)
    lease = timedelta(seconds=2 * (seconds + GRACE))
    work = services.claim(now=now, lease=lease, hosts=HOSTS, only_asked=only_asked)
    visits = visitor or _visitor()

    def look(link: LinkHealth) -> Finding:
        return check(link.url, is_image=link.place == Place.IMAGE, visitor=visits)

    progress = Progress(hosts=len(work))
    for result in rounds(work, look, seconds=seconds, grace=GRACE, pause=pause):
        if isinstance(result, Finished):
            rest = max(pause, result.retry_after or 0)
            services.release(host=result.host, until=this_moment() + timedelta(seconds=rest))
        else:
            link = services.record(
                link_id=result.link.pk, finding=result.finding, now=this_moment()
            )
            progress.checked += 1
            progress.hidden += bool(link and link.quarantined_at)
    return progress


def _visitor() -> Visitor:
    contact = settings.LINK_CHECK_CONTACT
    return Visitor(
        user_agent=f"{AGENT} (+{contact})" if contact else AGENT,
        stand_ins=settings.LINK_CHECK_STAND_INS,
    )
