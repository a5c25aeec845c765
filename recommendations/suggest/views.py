"""The page with a member's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from members.doors import SeeOther, at_most, member_only
from recommendations.suggest.services import stored_recommendations, update_recommendations


@require_safe
@member_only
def mine(request: HttpRequest) -> HttpResponse:
    shown = stored_recommendations(member_id=request.user.pk, now=now())
    return render(request, "recommendations/list.html", {"shown": shown})


@require_POST
@member_only
@at_most("recommend")
def update(request: HttpRequest) -> HttpResponse:
    """Make the list anew. With htmx it is swapped in; without it the page comes back."""
    shown = update_recommendations(member_id=request.user.pk, now=now())
    if request.htmx:
        return render(request, "recommendations/_list.html", {"shown": shown})
    return SeeOther(reverse("suggest:list"))
