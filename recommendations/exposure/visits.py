"""Which requests are visits: people that open a page, not machines that fetch it."""

import re
from collections.abc import Mapping

PREFETCH = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
MACHINES = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|kakaotalk-scrap|monitor|headless"
    r"|curl|wget|python|httpx|okhttp|java/|go-http|libwww|scrapy|lighthouse",
    re.IGNORECASE,
)
LEAST_NAME = 10  # letters; what calls itself less is no browser


def is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """A plain GET of somebody who looks: no HEAD, no prefetch, no program that says what it is."""
    if method != "GET" or any("pre" in headers.get(name, "").lower() for name in PREFETCH):
        return False
    name = headers.get("User-Agent", "")
    return len(name) >= LEAST_NAME and not MACHINES.search(name)
