"""The map of the catalogue, and the image that a member may keep of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from bands.models import Band
from members.doors import member_only
from recommendations.mapping.reading import picture_of
from recommendations.mapping.scene import neighbours
from recommendations.mapping.share import share_image


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Open to everyone; a member sees the own picks and the own list on it."""
    shown = picture_of(member_id=request.user.pk, now=now())
    near = neighbours(shown.spots) if shown else {}
    return render(request, "recommendations/map.html", {"map": shown, "near": near})


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def card(request: HttpRequest, band_id: int) -> HttpResponse:
    """A band beside the map, to be picked there; a page of its own is the band's."""
    if not request.htmx:
        return redirect("bands:detail", band_id)
    band = get_object_or_404(Band.objects.published().for_cards(), pk=band_id)
    return render(request, "recommendations/_map_card.html", {"band": band})


@require_safe
@member_only
def share(request: HttpRequest) -> HttpResponse:
    """The member's own five, to download. Nobody else has an address for it."""
    shown = picture_of(member_id=request.user.pk, now=now())
    if shown is None or not shown.found:
        raise Http404
    response = HttpResponse(
        share_image(shown, _("내 취향의 지도")), content_type="image/svg+xml; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="diggindie-map.svg"'
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
