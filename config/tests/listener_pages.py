"""Every page that a listener meets, with a world in which each of them has something to show.

A page of `routes_table.py` whose address has no number in it is here by itself. One with a number
needs its number in `set_pages`, and what is no page of its own stands in `NO_PAGES`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.test import Client
from django.utils.timezone import now

from bands.models import Band
from config.tests.routes_table import ANYONE, MEMBERS, ROUTES
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from members.models import Member
from members.reactions import hear
from recommendations.asking.address import Asked
from recommendations.conversations.services import keep, set_keeping
from recommendations.mapping.services import draw_map

NO_PAGES = {
    "bands/<int:band_id>/cover.svg",
    "ask/steps/",
    "ask/history/export/",
    "map/<int:band_id>/",
    "map/share.svg",
    "me/export/",
    "health",
    "ready",
}
# What the pages above look like when they were asked for something.
ASKED_BY_ANYONE = [
    "/bands/?query=ㅅㄹㅋㄱ",
    "/bands/?query=qxvwkj",
    "/ask/?q=<b>몽환적인 밴드</b>",
    "/nowhere/",
]
ASKED_BY_MEMBERS = [
    "/pick/?query=qxvwkj",
    "/ask/?q=몽환적인 밴드&then=더 신나는 걸로",
    "/list/why-not/?q=라쿠나",
]
FOR_GUESTS = {"", "signup/", "login/"}  # a member is sent on
FOR_PICKERS = {"pick/", "list/"}  # who has picked nothing is sent to the start
TO_THE_FULL_ADDRESS = {"dig/"}  # for who has picks
LIKED = QueryDict("say=liked")
FOR_NEWCOMERS = ["/start/", "/list/", "/me/", "/me/feedback/", "/ask/history/"]


@dataclass(frozen=True)
class Pages:
    """Who opens which addresses: a guest, a member with everything, a member with nothing yet."""

    seen_by: dict[str, tuple[Client, list[str]]]

    def responses(self) -> list[HttpResponse]:
        return [client.get(path) for client, paths in self.seen_by.values() for path in paths]


def set_pages(*, extras: bool = False) -> Pages:
    """A small catalogue with its map, and every page with an address that shows something."""
    set_stage(extras=extras)
    draw_map(now=now())
    client, kept = _listener()
    numbers = {
        "<int:band_id>": Band.objects.get(name="실리카겔").pk,
        "<int:keyword_id>": make_keyword("몽환적인").pk,
        "<int:conversation_id>": kept,
    }
    as_guest = [*_addresses({ANYONE}, numbers, but=FOR_PICKERS), *ASKED_BY_ANYONE]
    elsewhere = FOR_GUESTS | TO_THE_FULL_ADDRESS
    dug = f"/dig/?bands={numbers['<int:band_id>']}"
    as_member = [*_addresses({ANYONE, MEMBERS}, numbers, but=elsewhere), *ASKED_BY_MEMBERS, dug]
    return Pages(
        {
            "guest": (Client(), as_guest),
            "member": (client, as_member),
            "newcomer": (_signed_in(make_member()), FOR_NEWCOMERS),
        }
    )


def _listener() -> tuple[Client, int | None]:
    """With picks, a list, a reaction and a kept conversation, whose number comes along."""
    bands = Band.objects.filter(name__in=["실리카겔", "쏜애플", "혁오"])
    member = make_member(bands=bands, keywords=[make_keyword("몽환적인")])
    client = _signed_in(member)
    client.post("/list/update/")
    hear(member=member, band_id=Band.objects.get(name="라쿠나").pk, form=LIKED, now=now())
    set_keeping(member_id=member.pk, on=True, now=now())
    asked = [Asked("몽환적인 밴드")]
    return client, keep(member_id=member.pk, conversation_id=None, asked=asked, now=now())


def _signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def _addresses(whose: set[str], numbers: dict[str, object], but: Collection[str] = ()) -> list[str]:
    return [
        _filled(route, numbers)
        for route, methods in ROUTES.items()
        if methods.get("GET") in whose and not route.startswith("api/")
        if route not in NO_PAGES and route not in but
    ]


def _filled(route: str, numbers: dict[str, object]) -> str:
    for name, number in numbers.items():
        route = route.replace(name, str(number))
    assert "<" not in route, f"{route} needs a number in config/tests/listener_pages.py"
    return f"/{route}"
