"""What the workers do for links. Where it left off is in the data, so any task may be lost."""

import time
from typing import Any

from celery import shared_task
from django.utils.timezone import now

from bands.link_health.run import PAUSE, check_some
from config.hints import hint

WORK_SECONDS = 8.0  # every minute of the night; embedding waits no longer than this and a visit


@shared_task(name="bands.check_links")
def check_links(only_asked: bool = False, **_future: Any) -> None:
    """Check some of what is due; or of what a curator asked for, until all of that is done."""
    progress = check_some(now=now(), seconds=WORK_SECONDS, only_asked=only_asked)
    if only_asked and progress.hosts:
        time.sleep(PAUSE)
        hint(check_links, only_asked=True)
