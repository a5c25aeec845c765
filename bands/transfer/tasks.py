"""What the workers do for imports. A task is a hint: the beat finds what a hint missed."""

import time
from typing import Any

from celery import shared_task
from django.utils.timezone import now

from bands.transfer import steps
from bands.transfer.models import CatalogueImport
from config.hints import hint_after_commit

WORK_SECONDS = 10.0  # well below the soft limit with a slow reading on top


@shared_task(name="bands.advance_imports")
def advance_imports(**_future: Any) -> None:
    """Go on with every import that is not done; ask for another turn when the time is up."""
    ends = time.monotonic() + WORK_SECONDS
    for import_id in CatalogueImport.objects.at_work().values_list("pk", flat=True):
        seconds = max(0.0, ends - time.monotonic())
        if steps.advance(import_id=import_id, now=now(), seconds=seconds):
            hint_after_commit(advance_imports)
