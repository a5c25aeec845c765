"""The board on the admin's first page."""

from typing import Any

from django import template

from recommendations.board import services

register = template.Library()


@register.inclusion_tag("admin/_board.html", takes_context=True)
def curators_board(context: dict[str, Any]) -> dict[str, Any]:
    """What there is to mend, for who is looking; nothing for who may see no band."""
    return {"sections": services.board(allowed=context["request"].user.has_perm)}
