"""What the workers do for imports. A task is a hint: the beat finds what a hint missed."""

import logging
import time
from typing import Any

from celery import shared_task
from celery.exceptions import OperationalError
from django.db import transaction
from django.utils.timezone import now

from bands.transfer import steps
from bands.transfer.models import CatalogueImport

logger = logging.getLogger(__name__)
WORK_SECONDS = 10.0  # well below the soft limit with a slow reading on top
HINT_SECONDS = 60


@shared_task(name="bands.advance_imports")
def advance_imports(**_future: Any) -> None:
    """Go on with every import that is not done; ask for another turn when the time is up."""
    ends = time.monotonic() + WORK_SECONDS
    for import_id in CatalogueImport.objects.at_work().values_list("pk", flat=True):
        seconds = max(0.0, ends - time.monotonic())
        if steps.advance(import_id=import_id, now=now(), seconds=seconds):
            hint_after_commit()


def hint_after_commit() -> None:
    """Tell a worker soon; never fails, never waits long."""
    transaction.on_commit(_hint, robust=True)


def _hint() -> None:
    try:
        advance_imports.apply_async(expires=HINT_SECONDS, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("no hint to the workers: %s", type(error).__name__)
