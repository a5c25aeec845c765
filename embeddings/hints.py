"""Tell a worker soon; when the broker is away the sweep tells it later (RELIABILITY D2)."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from embeddings.tasks import embed_pending

logger = logging.getLogger(__name__)
HINT_SECONDS = 60  # an older hint is worth nothing: the sweep has been by


def hint_after_commit() -> None:
    """Enqueue `embed_pending` once the transaction is in; never fails, never waits long."""
    transaction.on_commit(_hint, robust=True)


def _hint() -> None:
    try:
        embed_pending.apply_async(expires=HINT_SECONDS, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("no hint to the workers: %s", type(error).__name__)
