"""The page on which a member rates its list, with or without script.

The cosine is not shown here: who reads it first rates the number and not the band.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import is_aware, now
from django.views.decorators.http import require_http_methods

from bands.asked import ids_of, number_of
from config.errors import DomainError
from members.doors import SeeOther, account_only, at_most
from recommendations.rating import services
from recommendations.suggest.lists import MemberList
from recommendations.suggest.services import stored_recommendations

STARS = "stars-"  # and the band's id: the name of its five buttons


@require_http_methods(["GET", "HEAD", "POST"])
@account_only
@at_most("member")
def rate(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            _rate(request)
        except DomainError as refused:
            return _page(request, refused)
        return SeeOther(f"{reverse('rating:rate')}?saved=1")
    return _page(request)


def _rate(request: HttpRequest) -> None:
    services.rate(
        member_id=request.user.pk,
        made_at=_moment(request.POST.get("list", "")),
        stars=_stars(request.POST),
        now=now(),
    )


def _page(request: HttpRequest, refused: DomainError | None = None) -> HttpResponse:
    shown = stored_recommendations(member_id=request.user.pk, now=now())
    if not shown.items:
        return redirect("suggest:list")
    rated = services.rated(member_id=request.user.pk, made_at=shown.made_at)
    chosen = dict(rated.stars) | (_stars(request.POST) if refused else {})
    context = {
        "shown": shown,
        "rows": _rows(shown, chosen),
        "rated": rated,
        "is_saved": "saved" in request.GET,
        "refused": refused,
    }
    return render(
        request, "recommendations/rate.html", context, status=refused.status if refused else 200
    )


def _rows(shown: MemberList, chosen: dict[int, int]) -> list[tuple[object, int | None]]:
    return [(item.band, chosen.get(item.band.pk)) for item in shown.items]


def _stars(posted: QueryDict) -> dict[int, int]:
    """By band id; what is no number is left out."""
    answers = {}
    for name, value in posted.items():
        number = number_of(value)
        if name.startswith(STARS) and number is not None:
            answers |= dict.fromkeys(ids_of([name.removeprefix(STARS)]), number)
    return answers


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if is_aware(found) else None
