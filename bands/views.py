"""Pages of the catalogue: open to everyone."""

from collections.abc import Callable
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from bands.asked import asked
from bands.duplicates.heirs import heir_of
from bands.models import Band, Keyword
from bands.search import Found, search_bands
from bands.services import Vector, cover_of

PAGE = 24


@require_safe
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def browse(request: HttpRequest) -> HttpResponse:
    """The whole catalogue, by name and by keyword; htmx gets the part it asked for."""
    wanted = asked(request.GET)

    @cache
    def found() -> Found:
        return search_bands(
            wanted.query, keyword_ids=wanted.keyword_ids, limit=PAGE, after=wanted.after
        )

    context = {
        "query": wanted.query,
        "chosen": wanted.keyword_ids,
        "keywords": Keyword.objects.by_facet(),
        "found": found,  # when the page comes to it, so that it may do something meanwhile
    }
    return render(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    if not request.htmx or request.htmx.history_restore_request:
        return "bands/browse.html"
    return "bands/_cards.html" if request.htmx.target == "more" else "bands/_found.html"


@require_safe
@never_cache
def detail(request: HttpRequest, band_id: int) -> HttpResponse:
    band = Band.objects.published().for_cards().filter(pk=band_id).first()
    if band is None:
        return _to_heir("bands:detail", band_id)
    return render(request, "bands/detail.html", {"band": band})


@require_safe
def cover(
    request: HttpRequest,
    band_id: int,
    vector_of: Callable[[int], Vector | None] = lambda _band_id: None,
) -> HttpResponse:
    """The drawing of a band, cached for ever under the address that carries its version.

    `config.urls` hands in `vector_of`: vectors are known to an app that this one may not know.
    """
    try:
        drawing = cover_of(band_id, vector_of=vector_of)
    except Http404:
        return _to_heir("bands:cover", band_id)
    response = HttpResponse(drawing.svg, content_type="image/svg+xml; charset=utf-8")
    is_lasting = drawing.is_final and request.GET.get("v") == drawing.version
    response["Cache-Control"] = "public, " + (
        "max-age=31536000, immutable" if is_lasting else "max-age=60"
    )
    response["ETag"] = drawing.etag
    response["Content-Security-Policy"] = "default-src 'none'"
    return get_conditional_response(request, etag=drawing.etag, response=response) or response


def _to_heir(view: str, band_id: int) -> HttpResponse:
    """An address that was handed out leads to the band that this one was merged into, else 404.

    The browser must not keep it: a merge can be undone.
    """
    heir = heir_of(band_id)
    if heir is None:
        raise Http404
    response = redirect(view, heir, permanent=True)
    add_never_cache_headers(response)
    return response
