"""The page where one steers a list, open to everyone, with or without script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from members.doors import count
from recommendations.steering import page
from recommendations.steering.address import State
from recommendations.steering.services import start_of


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def dig(request: HttpRequest) -> HttpResponse:
    """Everything is in the address; without one it starts from the visitor's own picks."""
    query = request.META.get("QUERY_STRING", "")
    state = State.of(query) if query else start_of(member_id=request.user.pk, now=now())
    if state.is_empty:
        return _shown(request, {"state": state})
    if not query:
        return HttpResponseRedirect(state.address)
    count(request, "member" if request.user.is_authenticated else "anon")
    shown = page.context(state, now=now())
    shown["shared"] = request.build_absolute_uri(shown["shared"])
    response = _shown(request, shown)
    if request.htmx:
        response["HX-Push-Url"] = shown["address"]
    return response


def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    is_part = request.htmx and not request.htmx.history_restore_request
    pressed = (request.htmx and request.htmx.trigger) or ""
    context["is_leaning"] = pressed.startswith(("more-", "less-", "lean-"))
    template = "recommendations/_dig.html" if is_part else "recommendations/dig.html"
    return render(request, template, context)
