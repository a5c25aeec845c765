"""One link looked at: HEAD where that suffices, GET where the page has to be read."""

import logging
from urllib.parse import quote, urlsplit

from bands.link_health.addresses import Refused
from bands.link_health.answers import Answer, Unreachable
from bands.link_health.fetch import Visitor
from bands.link_health.findings import Finding, Reason, Verdict, failed, judge
from bands.link_health.rules import ANYWHERE, Service, service_of

logger = logging.getLogger(__name__)

ABOUT_HEAD = {"connection", "bad_answer"}  # how servers that know no HEAD answer one


def check(url: str, *, is_image: bool, visitor: Visitor) -> Finding:
    """What the link is worth now; never an exception, and never longer than two visits."""
    service = service_of(host_of(url))
    try:
        answer = _answer(url, service, visitor)
    except (Refused, Unreachable) as error:
        return failed(error.reason)
    except Exception:
        logger.exception("a link could not be checked")
        return Finding(Verdict.UNCLEAR, Reason.UNEXPECTED)
    return judge(url, answer, service, is_image=is_image)


def host_of(url: str) -> str:
    """The lower-case host name of a stored link, "" when it has none that can be read."""
    try:
        return (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:
        return ""


def queue_of(url: str) -> str:
    """Whose patience a visit costs: the service, or the host when it is nobody's that we know."""
    host = host_of(url)
    return service_of(host).name or host.removeprefix("www.")[:100]


def _answer(url: str, service: Service, visitor: Visitor) -> Answer:
    if service is not ANYWHERE:
        wanted = service.ask.format(url=quote(url, safe="")) if service.ask_for.search(url) else url
        return visitor.visit(wanted)
    try:
        answer = visitor.visit(url, method="HEAD")
    except Unreachable as error:
        if error.reason not in ABOUT_HEAD:
            raise
        return visitor.visit(url)
    return answer if _is_settled(answer) else visitor.visit(url)


def _is_settled(answer: Answer) -> bool:
    """Servers that refuse a HEAD refuse it with all kinds of errors, so only GET may accuse."""
    is_busy = answer.status == 429 or answer.retry_after is not None
    return answer.status < 400 or is_busy
