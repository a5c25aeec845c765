"""What the workers do for curators. Every task is a hint: the sweep finds what a hint missed."""

from typing import Any

from celery import shared_task
from django.utils.timezone import now

from recommendations.preview import services as previews

TURN_SECONDS = 3.0  # then others who need a worker have theirs


@shared_task(name="recommendations.preview_drafts")
def preview_drafts(held: int | None = None, **_future: Any) -> None:
    """Work on a preview for a turn, and ask for the next one when it is not done."""
    held = previews.work(now=now(), seconds=TURN_SECONDS, held=held)
    if held is not None:
        preview_drafts.delay(held=held)
