"""What is kept about a member: each app says it for its own tables (docs/decisions/0030).

`members` knows no app to its right, so they register here when they start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    """One kind of thing that is kept about members.

    key : its name in the exported file
    models : the tables that it answers for
    read : what is kept of a member, by the member's id, as JSON can hold it
    delete : what no foreign key takes along when the member's row goes
    title, count, page : how the profile names it, how many there are, the address's name
    """

    key: str
    models: tuple[type[Model], ...]
    read: Callable[[int], Any]
    delete: Callable[[int], None] = lambda _member_id: None
    title: str | Promise = ""
    count: Callable[[int], int] | None = None
    page: str = ""


def rows(
    model: type[Model],
    as_json: Callable[[Any], Any],
    *,
    order: Sequence[str] = ("pk",),
    related: Sequence[str] = (),
) -> Callable[[int], list[Any]]:
    """A `read` of all rows that a member has there; `related` is read along with them."""

    def read(member_id: int) -> list[Any]:
        found = model._default_manager.filter(member=member_id).order_by(*order)
        return [as_json(row) for row in found.select_related(*related)]

    return read


def amount(model: type[Model]) -> Callable[[int], int]:
    """A `count` of the rows that a member has there."""
    return lambda member_id: model._default_manager.filter(member=member_id).count()


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Called by an app when it starts; an app that starts again takes its own place."""
    _parts.update({part.key: part for part in parts})


def registered() -> list[Part]:
    return list(_parts.values())
