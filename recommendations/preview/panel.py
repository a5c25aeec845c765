"""The preview's place on the page of a draft."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from bands.drafts.models import BandDraft
from bands.drafts.panels import add_panel
from recommendations.preview.page import context_of


@add_panel
def preview_panel(request: HttpRequest, draft: BandDraft) -> str:
    """What the draft would do in a few words, or the button that finds out."""
    context = context_of(draft=draft, may_change=may_change(request))
    return render_to_string("admin/recommendations/preview/_panel.html", context, request)


def may_change(request: HttpRequest) -> bool:
    """Who may edit drafts may look at what they do."""
    return request.user.has_perm("bands.change_banddraft")
