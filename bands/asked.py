"""What a page's address asks of the catalogue, read leniently: nonsense is left out."""

from dataclasses import dataclass

from django.http import QueryDict

from bands.search import MAX_QUERY

LONGEST_ID = 18  # digits that fit the database's big integer


@dataclass(frozen=True)
class Asked:
    query: str = ""
    keyword_ids: tuple[int, ...] = ()
    after: str = ""


def asked(params: QueryDict) -> Asked:
    return Asked(
        query=params.get("query", "").replace("\x00", "").strip()[:MAX_QUERY],
        keyword_ids=tuple(ids_of(params.getlist("keyword"))),
        after=params.get("after", ""),
    )


def ids_of(values: list[str]) -> list[int]:
    """The values that can be ids, once each."""
    digits = (v for v in values if v.isascii() and v.isdigit() and len(v) <= LONGEST_ID)
    return list(dict.fromkeys(map(int, digits)))


def number_of(value: str | None) -> int | None:
    """The number that a form or an address gave, if it is one."""
    return next(iter(ids_of([value or ""])), None)
