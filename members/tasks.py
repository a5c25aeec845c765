"""What the workers do for members."""

from typing import Any

from celery import shared_task
from django.core.management import call_command


@shared_task(name="members.forget_expired")
def forget_expired(**_future: Any) -> None:
    """Delete sessions and used-up refresh tokens that have expired. Safe to repeat."""
    call_command("flushexpiredtokens")
    call_command("clearsessions")
