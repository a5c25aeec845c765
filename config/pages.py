"""Pages that belong to no app: the first one, and what is shown when something went wrong."""

from collections.abc import Callable

from django.db.models.functions import MD5
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from bands.models import Band
from config.api.errors import problem_of
from config.error_pages import error_page, is_api
from config.errors import DomainError
from members.services import picks_of
from recommendations.hottest.services import hottest

WALL = 20
HOTTEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for visitors; members go straight to what they need next."""
    if request.user.is_authenticated:
        has_picks = picks_of(request.user.pk).band_ids
        return redirect("suggest:list" if has_picks else "opening:start")
    wall = Band.objects.published().for_cards().order_by(MD5("key"))[:WALL]
    hot = hottest(member_id=None, now=now(), most=HOTTEST)
    return render(request, "home.html", {"wall": wall, "hottest": hot})


class PageErrors:
    """An error that we foresaw becomes a page that says what it was and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        if is_api(request) or not isinstance(exc, DomainError):
            return None
        problem = problem_of(exc)
        page = error_page(request, problem)
        if request.htmx:  # it swaps no errors in, so the words go beside them
            trigger_client_event(page, "trouble", {"said": problem.body()["message"]})
        return page
