"""What a query means, on the page of the catalogue that shows what is called so."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import now

from config.limits import limiter
from members.doors import who
from recommendations.searching import services
from recommendations.searching.services import Results

register = template.Library()


@register.simple_tag(takes_context=True)
def with_meaning(context: dict[str, Any]) -> Results:
    """What `found` of the page finds, and bands by meaning for its `query`."""
    request = context["request"]
    find = context["found"]
    if request.GET.get("after"):  # a further page, of names only
        return Results(find(), None, comes_first=False)
    return services.with_meaning(
        find,
        query=context["query"],
        keyword_ids=context["chosen"],
        may_embed=lambda: _may_embed(request),
        now=now(),
    )


def _may_embed(request: HttpRequest) -> bool:
    """Reading sentences costs; who asks for too many a minute gets words only."""
    return limiter().hit(settings.API_RATES["search"], "search", who(request)).is_allowed
