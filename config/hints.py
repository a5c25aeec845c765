"""Tell a worker soon; when the broker is away the schedule tells it later (RELIABILITY D2)."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
HINT_SECONDS = 60  # an older hint is worth nothing: the schedule has been by


def hint_after_commit(task: Any, **arguments: Any) -> None:
    """Enqueue a Celery task once the transaction is in; never fails, never waits long."""
    transaction.on_commit(partial(hint, task, **arguments), robust=True)


def hint(task: Any, **arguments: Any) -> None:
    try:
        task.apply_async(kwargs=arguments, expires=HINT_SECONDS, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("no hint to the workers: %s", type(error).__name__)
