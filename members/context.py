"""What every template may know about the visitor's picks."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.services import Picks, picks_of


def picks(request: HttpRequest) -> dict[str, object]:
    """`picks`, read when a template first asks for it: pages that show none cost nothing."""
    return {"picks": SimpleLazyObject(lambda: _picks(request))}


def _picks(request: HttpRequest) -> Picks:
    return picks_of(request.user.pk) if request.user.is_authenticated else Picks()
