"""One question by itself, the whole way that page, API and command go."""

from typing import Any

from recommendations.asking.adjusting import NO_CHANGES, Changes
from recommendations.asking.folding import Turn
from recommendations.asking.services import Answer
from recommendations.asking.talking import talk


def answered(text: str, *, changes: Changes = NO_CHANGES, **how: Any) -> Answer:
    return talk([Turn(text, changes)], **how).answer
