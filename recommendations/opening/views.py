"""The pages of the first minutes, one question at a time, with or without script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from bands.asked import asked, ids_of, number_of
from bands.duplicates.heirs import current_id
from bands.models import Band, Keyword
from bands.search import search_bands
from members.doors import SeeOther, listener, remember
from members.services import pick_band, picked_bands, picks_of
from recommendations.opening.occasions import Why
from recommendations.opening.services import suggested_keywords, wall_of

FOUND = 12
MOST_WALLS = 99


@require_safe
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def start(request: HttpRequest) -> HttpResponse:
    """Bands to begin with: a wall, or what was searched for. htmx gets that part alone."""
    remember(request)
    context = _shown(request, _number(request.GET.get("wall")))
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "_shown.html" if is_part else "start.html"
    return render(request, f"recommendations/opening/{template}", context)


@require_POST
@never_cache
def pick(request: HttpRequest) -> HttpResponse:
    """Pick a band of the wall: the wall stands anew, and the focus where the band was."""
    pk = next(iter(ids_of(request.POST.getlist("pick"))), 0)
    band = get_object_or_404(Band.objects.live(), pk=current_id(pk))
    pick_band(member=listener(request), band=band, now=now())
    if not request.htmx:
        return SeeOther(f"{reverse('opening:start')}#chips")
    changed = {"band": band, "is_pick": True, "at": number_of(request.POST.get("at")) or 0}
    return render(request, "recommendations/opening/_picked.html", _shown(request, 0) | changed)


@require_safe
@never_cache
def keywords(request: HttpRequest) -> HttpResponse:
    """Keywords to go on with, suggested ones first (CONTRACT S58, S59)."""
    remember(request)
    words = list(Keyword.objects.by_facet())
    weather = request.GET.get("weather", "")
    band_ids = picks_of(request.user.pk).band_ids if request.user.is_authenticated else ()
    suggestions = suggested_keywords(words=words, band_ids=band_ids, weather=weather, now=now())
    first = {one.word.pk for one in suggestions}
    context = {
        "suggestions": suggestions,
        "others": [word for word in words if word.pk not in first],
        "weathers": [(Why.RAIN.value, _("비가 와요")), (Why.SNOW.value, _("눈이 와요"))],
        "weather": weather,
    }
    return render(request, "recommendations/opening/keywords.html", context)


def _shown(request: HttpRequest, number: int) -> dict[str, Any]:
    wanted = asked(request.GET)
    if wanted.query:
        found = search_bands(wanted.query, limit=FOUND, after=wanted.after)
        picked = picked_bands(request.user.pk).for_cards()
        return {
            "query": wanted.query,
            "found": found,
            "offered": found.bands,
            "picked_bands": picked,
        }
    wall = wall_of(member_id=request.user.pk, number=number, now=now())
    return {"query": "", "wall": wall, "offered": wall.bands, "picked_bands": wall.picked}


def _number(text: str | None) -> int:
    return min(number_of(text) or 0, MOST_WALLS)
