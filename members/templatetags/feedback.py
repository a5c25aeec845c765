"""What a member said of a band, for templates."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise

from members.models import BandFeedback, Reason

register = template.Library()


@register.filter
def said_in(band_id: int, feedback: Mapping[int, BandFeedback]) -> BandFeedback | None:
    return feedback.get(band_id)


@register.simple_tag
def reasons() -> list[tuple[str, str | Promise]]:
    """Why a band may not be for somebody, with words for it."""
    return Reason.choices
