"""Where a list can be steered and shared."""

from django import template

from recommendations.steering.address import State
from recommendations.suggest.lists import MemberList

register = template.Library()


@register.simple_tag
def dig_address(shown: MemberList) -> str:
    """The address that gives this very list to anybody, "" where its picks were not recorded."""
    state = State(
        band_ids=shown.band_ids,
        keyword_ids=shown.keyword_ids,
        without_ids=shown.blocked_ids,
        algorithm=shown.requested_algorithm,
    )
    return "" if state.is_empty else state.address
