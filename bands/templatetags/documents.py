"""Documents and their differences on a page of the admin."""

from typing import Any

from django import template

from bands.documents import Act
from bands.history.difference import FieldDifference, difference
from bands.history.words import LABELS, said, spoken

register = template.Library()

TABLE = "admin/bands/_difference.html"


@register.inclusion_tag(TABLE)
def difference_table(before: Act, after: Act) -> dict[str, Any]:
    """What differs, field by field."""
    return {"rows": spoken(difference(before, after))}


@register.inclusion_tag("admin/bands/_pieces.html")
def field_pieces(one: FieldDifference) -> dict[str, Any]:
    [(_label, pieces)] = spoken([one])
    return {"pieces": pieces}


@register.inclusion_tag(TABLE)
def whole_document(act: Act) -> dict[str, Any]:
    """Everything that the document says."""
    return {"rows": said(act)}


@register.filter
def field_label(name: str) -> str:
    return str(LABELS[name])
