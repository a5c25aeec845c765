"""What every template may know of what the visitor picked and said."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from members.models import BandFeedback
from members.services import Picks, feedback_of, picks_of


def picks(request: HttpRequest) -> dict[str, object]:
    """`picks`, read when a template first asks for it: pages that show none cost nothing."""
    return {"picks": SimpleLazyObject(lambda: _picks(request))}


def _picks(request: HttpRequest) -> Picks:
    return picks_of(request.user.pk) if request.user.is_authenticated else Picks()


def feedback(request: HttpRequest) -> dict[str, object]:
    """`feedback`, what the visitor said by band, read when a template first asks for it."""
    return {"feedback": SimpleLazyObject(lambda: _feedback(request))}


def _feedback(request: HttpRequest) -> dict[int, BandFeedback]:
    return feedback_of(request.user.pk, now()) if request.user.is_authenticated else {}
