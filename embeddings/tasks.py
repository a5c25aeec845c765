"""What the workers do for vectors. Every task is a hint: the sweep finds what a hint missed."""

import time
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils.timezone import now

from embeddings import duplicates, sweep
from embeddings.sentences import services as sentences
from embeddings.switching import comparing

WORK_SECONDS = 15.0  # well below the soft limit with one more batch on top


@shared_task(name="embeddings.embed_pending")
def embed_pending(**_future: Any) -> None:
    """Embed what is pending; ask for another turn when the time is up and more is left."""
    ends = time.monotonic() + WORK_SECONDS
    while sweep.embed_one_batch(now=now(), seconds=settings.EMBEDDING_TASK_SECONDS):
        if time.monotonic() > ends:
            embed_pending.delay()
            return


@shared_task(name="embeddings.embed_sentences")
def embed_sentences(**_future: Any) -> None:
    """Sentences that may be quoted, for a while, when all bands have their vectors."""
    ends = time.monotonic() + WORK_SECONDS
    while sentences.embed_some(now=now(), seconds=settings.EMBEDDING_TASK_SECONDS):
        if time.monotonic() > ends:
            return


# Acknowledged at once: it may outlast the broker's patience, and its own lease brings it back.
@shared_task(name="embeddings.compare_spaces", acks_late=False, soft_time_limit=150, time_limit=170)
def compare_spaces(**_future: Any) -> None:
    """Make every comparison of spaces that waits."""
    while comparing.compare_one(now=now()):
        pass


# Seconds at 20,000 bands; a run that is lost is made again by the beat.
@shared_task(
    name="embeddings.find_duplicates", acks_late=False, soft_time_limit=150, time_limit=170
)
def find_duplicates(**_future: Any) -> None:
    """Compare all acts by name and by text."""
    duplicates.find(now=now())
