"""What the workers do for curators. Every task is a hint: the sweep finds what a hint missed."""

from typing import Any

from celery import shared_task
from django.utils.timezone import now

from recommendations.asking.asked_for import services as asked_for
from recommendations.asking.llm import budget
from recommendations.board import services as board
from recommendations.conversations import services as conversations
from recommendations.exposure import services as exposure
from recommendations.mapping import services as mapping
from recommendations.preview import services as previews
from recommendations.reach import services as reach
from recommendations.steering import counting
from recommendations.training import services as training

TURN_SECONDS = 3.0  # then others who need a worker have theirs
REACH_SECONDS = 10.0  # longer, because each turn loads the catalogue again


@shared_task(name="recommendations.preview_drafts")
def preview_drafts(held: int | None = None, **_future: Any) -> None:
    """Work on a preview for a turn, and ask for the next one when it is not done."""
    held = previews.work(now=now(), seconds=TURN_SECONDS, held=held)
    if held is not None:
        preview_drafts.delay(held=held)


@shared_task(name="recommendations.measure_reach")
def measure_reach(**_future: Any) -> None:
    """Go on with the oldest measurement for a turn; ask for another while there is more to do."""
    if reach.work_on_next(now=now(), seconds=REACH_SECONDS):
        measure_reach.delay()


@shared_task(name="recommendations.ask_nightly_reach")
def ask_nightly_reach(**_future: Any) -> None:
    """Keep the curators' figures true: one measurement a day, by the defaults."""
    reach.ask_nightly(now=now())


@shared_task(name="recommendations.count_for_board")
def count_for_board(**_future: Any) -> None:
    """Count what takes too long for the curators' first page."""
    board.refresh(now=now())


@shared_task(name="recommendations.roll_up_exposure")
def roll_up_exposure(**_future: Any) -> None:
    """Bring the ledger up to date. Safe to repeat, to kill and to run twice at once."""
    exposure.roll_up()


@shared_task(name="recommendations.forget_asking")
def forget_asking(**_future: Any) -> None:
    """Delete what the language model was used on past days, and names long not asked for."""
    budget.forget(now=now())
    asked_for.forget(now=now())


@shared_task(name="recommendations.ask_training")
def ask_training(**_future: Any) -> None:
    """Once a night; what comes of it, `train` says."""
    training.ask(now=now())
    train.delay()


# Acknowledged at once: it may outlast the broker's patience, and its own lease brings it back.
@shared_task(name="recommendations.train", acks_late=False, soft_time_limit=240, time_limit=270)
def train(**_future: Any) -> None:
    """Do the training that is asked for, or the first one over a text space."""
    training.ask_when_due(now=now())
    training.work_on_next(now=now())


@shared_task(name="recommendations.draw_map")
def draw_map(**_future: Any) -> None:
    """Draw the map of the catalogue when its vectors have changed; else do nothing."""
    mapping.draw_map(now=now())


@shared_task(name="recommendations.forget_conversations")
def forget_conversations(**_future: Any) -> None:
    """Delete conversations that nobody has gone on with for long. Safe to repeat."""
    conversations.forget(now=now())


@shared_task(name="recommendations.count_familiarity")
def count_familiarity(**_future: Any) -> None:
    """Count how well known each band is: once a day, and when bands came or went."""
    counting.count_familiarity(now=now())
