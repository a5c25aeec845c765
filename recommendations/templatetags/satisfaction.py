"""The weekly question, for the page that shows a list."""

from typing import Any

from django import template
from django.utils.timezone import now

from recommendations.satisfaction import services
from recommendations.satisfaction.models import Agreement

register = template.Library()


@register.inclusion_tag("recommendations/_weekly.html", takes_context=True)
def weekly_question(context: dict[str, Any]) -> dict[str, Any]:
    """Below a list that shows something, while it is due; thanks after an answer."""
    request, shown = context["request"], context["shown"]
    is_due = shown.items and not request.user.is_guest
    is_asked = is_due and services.is_asked(member_id=request.user.pk, now=now())
    return {
        "is_asked": is_asked,
        "scale": Agreement.choices,
        "thanks": "" if is_asked else request.GET.get("weekly", ""),
    }
