"""Tables whose columns the server has names for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template

register = template.Library()


@register.filter
def beside(names: Iterable[Any], values: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each value with the name of its column, which a small screen shows above it."""
    return zip(names, values, strict=True)
