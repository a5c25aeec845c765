"""What an answer means for a link: sound, moved, closed here, unclear, or dead."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from bands.link_health.answers import Answer
from bands.link_health.rules import ANYWHERE, Service

PERMANENT = {301, 308}
UNPROVEN = {401, 403, 405, 406, 407, 412, 999}  # answers to machines; a listener may see the page


class Verdict(StrEnum):
    SOUND = "sound"
    MOVED = "moved"  # sound, and its owner says where it lives now
    REGION = "region"  # there, but not for the country of the server
    UNCLEAR = "unclear"  # nothing was learnt: neither a success nor a failure
    DEAD = "dead"


class Reason(StrEnum):
    """Why; the words that people read are in `words`."""

    NONE = ""
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    FRONT_PAGE = "front_page"
    NOT_AN_IMAGE = "not_an_image"
    SERVER_ERROR = "server_error"
    REGION = "region"
    BUSY = "busy"
    UNPROVEN = "unproven"
    WALL = "wall"
    OTHER_STATUS = "other_status"
    REDIRECTED = "redirected"
    OFFLINE = "offline"
    UNEXPECTED = "unexpected"
    # From `fetch` and `addresses`
    NO_SUCH_HOST = "no_such_host"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    TLS = "tls"
    BAD_ANSWER = "bad_answer"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    UNREADABLE = "unreadable"
    SCHEME = "scheme"
    USER_IN_ADDRESS = "user_in_address"
    PORT = "port"
    NOT_A_PUBLIC_NAME = "not_a_public_name"
    INSIDE = "inside"


# A network of ours that is down looks like this; see `quarantine`.
PERHAPS_OURS = {Reason.NO_SUCH_HOST, Reason.TIMEOUT, Reason.CONNECTION, Reason.TLS, Reason.INSIDE}


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    reason: Reason = Reason.NONE
    http_status: int | None = None
    leads_to: str = ""  # where the redirects ended, when that is elsewhere
    retry_after: int | None = None  # seconds that the host asked for

    @property
    def is_answer(self) -> bool:
        """Somebody out there spoke to us."""
        return self.http_status is not None


def failed(reason: str) -> Finding:
    """For a visit that brought nothing back."""
    return Finding(Verdict.DEAD, Reason(reason))


def judge(link: str, answer: Answer, service: Service, *, is_image: bool) -> Finding:
    """The finding for a link whose visit ended in `answer`."""
    verdict, reason = _by_status(answer, service)
    if verdict is Verdict.SOUND:
        verdict, reason = _by_page(link, answer, service, is_image=is_image)
    found = Finding(verdict, reason, answer.status, _elsewhere(answer), answer.retry_after)
    return _if_moved(found, answer) if verdict is Verdict.SOUND else found


def _by_status(answer: Answer, service: Service) -> tuple[Verdict, Reason]:
    status = answer.status
    if status == 429 or (status == 503 and answer.retry_after is not None):
        return Verdict.UNCLEAR, Reason.BUSY
    if status == 451:
        return Verdict.REGION, Reason.REGION
    if status in service.gone_statuses:
        return Verdict.DEAD, Reason.NOT_FOUND
    if status in UNPROVEN:
        return Verdict.UNCLEAR, Reason.UNPROVEN
    if status >= 500:
        return Verdict.DEAD, Reason.SERVER_ERROR
    if not 200 <= status < 300:
        return Verdict.UNCLEAR, Reason.OTHER_STATUS
    return Verdict.SOUND, Reason.NONE


def _by_page(
    link: str, answer: Answer, service: Service, *, is_image: bool
) -> tuple[Verdict, Reason]:
    if service.wall.search(answer.url):
        return Verdict.UNCLEAR, Reason.WALL
    if service.region.search(answer.text):
        return Verdict.REGION, Reason.REGION
    if service.gone_at.search(answer.url) or any(
        row.gone.search(answer.text) for row in (service, ANYWHERE)
    ):
        return Verdict.DEAD, Reason.SOFT_404
    if answer.hops and len(urlsplit(link).path) > 1 and not _is_deep(answer.url):
        return Verdict.DEAD, Reason.FRONT_PAGE
    kind = answer.content_type
    if is_image and kind and not kind.lower().startswith(("image/", "application/octet-stream")):
        return Verdict.DEAD, Reason.NOT_AN_IMAGE
    return Verdict.SOUND, Reason.NONE


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return len(parts.path) > 1 or bool(parts.query)


def _elsewhere(answer: Answer) -> str:
    return answer.url if answer.hops else ""


def _if_moved(found: Finding, answer: Answer) -> Finding:
    if not answer.hops:
        return found
    if all(hop.status in PERMANENT for hop in answer.hops):
        return replace(found, verdict=Verdict.MOVED)
    return replace(found, reason=Reason.REDIRECTED)
