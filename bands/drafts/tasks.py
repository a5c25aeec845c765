"""What the workers do for drafts."""

from typing import Any

from celery import shared_task
from django.utils.timezone import now

from bands.drafts import services


@shared_task(name="bands.publish_due_drafts")
def publish_due_drafts(**_future: Any) -> None:
    """Publish the scheduled drafts whose time has come. Safe to repeat."""
    services.publish_due(now=now())
