"""What lies around a band, on its page."""

from typing import Any

from django import template

from bands.models import Band
from recommendations.around import services
from recommendations.around.services import Around

register = template.Library()


@register.simple_tag(takes_context=True)
def what_is_around(context: dict[str, Any], band: Band) -> Around:
    """Near bands and the ways to this one; what the viewer blocks is left out (CONTRACT A1)."""
    blocked = [pk for pk, said in context["feedback"].items() if said.excludes]
    return services.around(band, excluded=blocked)
