"""What the workers do for members."""

from typing import Any

from celery import shared_task
from django.core.management import call_command
from django.utils.timezone import now

from members import services


@shared_task(name="members.forget_expired")
def forget_expired(**_future: Any) -> None:
    """Delete sessions and used-up refresh tokens that have expired. Safe to repeat."""
    call_command("flushexpiredtokens")
    call_command("clearsessions")


@shared_task(name="members.forget_idle_guests")
def forget_idle_guests(**_future: Any) -> None:
    """Delete guests whom nobody has seen for 30 days. Safe to repeat."""
    services.forget_idle_guests(now=now())
