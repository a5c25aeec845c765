"""What services answer in place of a 404, as one table; whoever meets a new trick adds a row.

Patterns are searched in what was read, letters of either case alike. They name only what a page
says when the thing itself is gone; in doubt a link counts as sound.
"""

import re
from dataclasses import dataclass
from re import Pattern

NEVER = re.compile(r"(?!)")


def _any(*patterns: str) -> Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


@dataclass(frozen=True)
class Service:
    """How one service says "gone", "not in your country" and "prove yourself first"."""

    name: str
    hosts: tuple[str, ...]  # with everything below them
    gone: Pattern[str] = NEVER  # in the page
    gone_at: Pattern[str] = NEVER  # in the address where the redirects end
    gone_statuses: frozenset[int] = frozenset({404, 410})
    region: Pattern[str] = NEVER  # in the page
    wall: Pattern[str] = NEVER  # in the address where the redirects end: nothing was learnt
    ask: str = ""  # a smaller answer to the same question: `{url}` is the link
    ask_for: Pattern[str] = NEVER  # the links for which `ask` is used


SERVICES = (
    Service(
        name="youtube",
        hosts=("youtube.com", "youtu.be", "youtube-nocookie.com"),
        gone=_any(
            r'"playabilityStatus":\s*{"status":\s*"ERROR"',
            r"<title>\s*-\s*YouTube\s*</title>",
        ),
        gone_statuses=frozenset({400, 404, 410}),
        region=_any(
            r"not made this video available in your country",
            r"동영상을 볼 수 없는 국가",
            r"해당 국가에서 (?:이용|시청)할 수 없",
        ),
        wall=_any(r"//consent\.", r"//accounts\.google\.", r"/sorry/"),
        ask="https://www.youtube.com/oembed?format=json&url={url}",
        ask_for=_any(r"youtube\.com/(?:watch|shorts/|playlist)", r"youtu\.be/."),
    ),
    Service(
        name="spotify",
        hosts=("spotify.com", "spotify.link"),
        gone=_any(
            r"<title>\s*Page not found",
            r"<title>\s*페이지를 찾을 수 없",
            r"couldn(?:'|’|&#x27;|&#39;)t find that (?:song|track|album|artist|page)",
        ),
        region=_any(r"not available in your (?:country|region)", r"거주 지역에서 (?:이용|제공)"),
        wall=_any(r"//accounts\.spotify\."),
    ),
    Service(
        name="apple-music",
        hosts=("music.apple.com", "itunes.apple.com"),
        gone=_any(
            r"the page you(?:'|’)re looking for can(?:'|’)t be found",
            r"찾고 있는 페이지를 찾을 수 없",
        ),
        region=_any(
            r"not (?:currently )?available in your (?:country|region)",
            r"(?:국가|지역)에서는? (?:이용|사용)할 수 없",
        ),
    ),
    Service(
        name="melon",
        hosts=("melon.com",),
        gone=_any(
            r"(?:존재하지 않는|삭제된|없는) (?:곡|앨범|아티스트|페이지|콘텐츠)",
            r"(?:곡|앨범|아티스트|요청하신) ?정보가 (?:없|존재하지 않)",
            r"페이지를 찾을 수 없",
        ),
        region=_any(r"해당 (?:국가|지역)에서는? (?:이용|서비스)"),
        wall=_any(r"//member\.melon\.com"),
    ),
    Service(
        name="bandcamp",
        hosts=("bandcamp.com",),
        gone=_any(r"Sorry, that something isn(?:'|’)t here"),
        gone_at=_any(r"bandcamp\.com/signup\?new_domain="),
    ),
    Service(
        name="soundcloud",
        hosts=("soundcloud.com", "snd.sc"),
        gone=_any(
            r"We can(?:'|’|&#x27;)t find that (?:track|user|playlist)",
            r"Something went wrong on SoundCloud",
        ),
        region=_any(r"not available in your country"),
    ),
)

# Of anybody else, when a page was read at all.
ANYWHERE = Service(
    name="",
    hosts=(),
    gone=_any(
        r"<title>\s*(?:error\s*)?404\b",
        r"<title>[^<]{0,40}\b(?:page )?not found\b",
        r"<title>[^<]{0,40}페이지를 찾을 수 없",
    ),
)


def service_of(host: str) -> Service:
    """The row of the table for a host name, or the one for everybody else."""
    for service in SERVICES:
        if any(host == known or host.endswith(f".{known}") for known in service.hosts):
            return service
    return ANYWHERE
