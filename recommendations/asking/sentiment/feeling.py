"""The listener's feeling with a confidence (CONTRACT R35): by what is said, then by the model."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recommendations.asking.attitudes import Attitude
from recommendations.asking.reading import Reading

Judge = Callable[[str], float]  # a Korean text -> log-odds that it praises

OUTRIGHT = 2.2  # log-odds of one outright saying: 0.90 by itself
SHARE = 0.25  # of the model's log-odds beside an outright saying
TIMID = 0.5  # of the model's log-odds where nothing is said outright: film reviews are no requests
SURE = 0.80  # below it the model alone is not heard
LOUDEST = 3.9  # no confidence above 0.98


@dataclass(frozen=True)
class Feeling:
    """LIKE, DISLIKE or NEUTRAL with its confidence, 0.5 to 1."""

    attitude: Attitude
    confidence: float


def feeling_of(reading: Reading, stances: Sequence[Attitude], judge: Judge) -> Feeling:
    """Of a whole text, from its stances; of one band, from the stance to it alone."""
    outright = _outright(stances)
    model = judge(reading.said) if reading.is_korean else 0.0
    if not outright:
        praise = _sigmoid(TIMID * model)
        confidence = max(praise, 1 - praise)
        if confidence < SURE:
            return Feeling(Attitude.NEUTRAL, 1.5 - confidence)
        return Feeling(Attitude.LIKE if praise > 0.5 else Attitude.DISLIKE, confidence)
    agreement = max(-OUTRIGHT / 2, min(SHARE * model * outright, LOUDEST - OUTRIGHT))
    return Feeling(
        Attitude.LIKE if outright > 0 else Attitude.DISLIKE, _sigmoid(OUTRIGHT + agreement)
    )


def _outright(stances: Sequence[Attitude]) -> int:
    """1 when more is liked than disliked, -1 when less, 0 when nothing is said."""
    likes, dislikes = stances.count(Attitude.LIKE), stances.count(Attitude.DISLIKE)
    if likes == dislikes:
        return 1 if likes else 0
    return 1 if likes > dislikes else -1


def _sigmoid(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
