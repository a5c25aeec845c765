"""Tell a worker soon; when the broker is away the sweep tells it later (RELIABILITY D2)."""

import logging
from functools import partial

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

from embeddings.tasks import compare_spaces, embed_pending

logger = logging.getLogger(__name__)
HINT_SECONDS = 60  # an older hint is worth nothing: the sweep has been by


def hint_after_commit(task: Task = embed_pending) -> None:
    """Enqueue the task once the transaction is in; never fails, never waits long."""
    transaction.on_commit(partial(_hint, task), robust=True)


def hint_to_compare() -> None:
    hint_after_commit(compare_spaces)


def _hint(task: Task = embed_pending) -> None:
    try:
        task.apply_async(expires=HINT_SECONDS, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("no hint to the workers: %s", type(error).__name__)
