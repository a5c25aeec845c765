"""The page with a member's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from bands.duplicates.heirs import current_id
from members.doors import SeeOther, at_most, member_only, remember
from members.reactions import focus_after, hear
from recommendations.suggest.services import stored_recommendations, update_recommendations


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """A stranger has none yet and begins with picking."""
    if not request.user.is_authenticated:
        return redirect("opening:start")
    remember(request)
    shown = stored_recommendations(member_id=request.user.pk, now=now())
    return render(request, "recommendations/list.html", {"shown": shown})


@require_POST
@never_cache
@at_most("recommend")
def update(request: HttpRequest) -> HttpResponse:
    """Make the list anew, by the algorithm that was pressed if any was; picks are enough.

    With htmx it is swapped in; without it the page comes back.
    """
    if not request.user.is_authenticated:
        return SeeOther(reverse("opening:start"))
    shown = update_recommendations(
        member_id=request.user.pk,
        now=now(),
        algorithm=request.POST.get("algorithm") or None,
        needs_keywords=False,
    )
    if request.htmx:
        return render(request, "recommendations/_list.html", {"shown": shown})
    return SeeOther(reverse("suggest:list"))


@require_POST
@member_only
def react(request: HttpRequest, band_id: int) -> HttpResponse:
    """Say something of a band of the list, or take it back: its place changes, and the head."""
    hear(member=request.user, band_id=band_id, form=request.POST, now=now())
    place = current_id(band_id)
    if not request.htmx:
        return SeeOther(f"{reverse('suggest:list')}#band-{place}")
    shown = stored_recommendations(member_id=request.user.pk, now=now())
    found = next((item for item in shown.places if item.band.pk == place), None)
    if found is None:  # the list was made anew meanwhile
        return HttpResponseClientRefresh()
    context = {"shown": shown, "found": found, "focus": focus_after(request.POST)}
    return render(request, "recommendations/_reacted.html", context)
