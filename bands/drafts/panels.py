"""What other apps have to say about a draft, on its page.

An app to the right adds a panel when it is loaded, so that this one need not know it.
"""

from collections.abc import Callable

from django.http import HttpRequest

from bands.drafts.models import BandDraft

Panel = Callable[[HttpRequest, BandDraft], str]  # gives HTML that is safe

_panels: list[Panel] = []


def add_panel(panel: Panel) -> Panel:
    """Decorator: show this on the page of every open draft, after those that came before."""
    _panels.append(panel)
    return panel


def shown(request: HttpRequest, draft: BandDraft) -> list[str]:
    return [panel(request, draft) for panel in _panels]
