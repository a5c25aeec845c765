"""The page that says why a band is not in a member's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from bands.search import MAX_DIGITS
from members.doors import count, member_only
from recommendations.whynot.reading import Explanation, explain_band, explain_named


@require_safe
@member_only
@vary_on_headers("HX-Request")
def ask(request: HttpRequest) -> HttpResponse:
    """By a name, or by the id of a band; htmx gets the answers alone. As costly as a list."""
    query = request.GET.get("q", "").strip()
    context = {"query": query, "given": _given(request, query), "is_asked": _is_asked(request)}
    name = "_whynot" if request.htmx else "whynot"
    return render(request, f"recommendations/{name}.html", context)


def _is_asked(request: HttpRequest) -> bool:
    return bool(request.GET.get("q", "").strip() or _band_id(request))


def _given(request: HttpRequest, query: str) -> Explanation | None:
    if not _is_asked(request):
        return None
    count(request, "recommend")
    moment, band_id = now(), _band_id(request)
    if band_id:
        return explain_band(member_id=request.user.pk, band_id=band_id, now=moment)
    return explain_named(member_id=request.user.pk, query=query, now=moment)


def _band_id(request: HttpRequest) -> int:
    """0 where none is given."""
    wanted = request.GET.get("band", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) <= MAX_DIGITS else 0
