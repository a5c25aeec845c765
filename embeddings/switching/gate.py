"""Whether a space may take over: pure."""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any

from embeddings.filling.coverage import Coverage, Part
from embeddings.golden.scoring import Score

SENTENCES = 0.99  # members choose while somebody presses the button; a new sentence costs a call


class Fault(StrEnum):
    """Why not. The words are kept in the log; `said.py` makes them a sentence."""

    BANDS = "bands_missing"
    KEYWORDS = "keywords_missing"
    SENTENCES = "sentences_missing"
    CENTRE = "not_centred_yet"
    GOLDEN = "golden_worse"
    UNJUDGED = "golden_unjudged"


OF_FILLING = frozenset({Fault.BANDS, Fault.KEYWORDS, Fault.SENTENCES, Fault.CENTRE})


@dataclass(frozen=True)
class Standing:
    """What is known of a space at the moment of the decision."""

    coverage: Coverage
    score: Score
    lacks_centre: bool = False


@dataclass(frozen=True)
class Refusal:
    fault: Fault
    figures: dict[str, Any]


def refusals(candidate: Standing, active: Standing, *, tolerance: float) -> list[Refusal]:
    """Nothing, when the candidate knows every text and the golden pairs hold well enough in it.

    `tolerance` is by how much the share of pairs that hold may be below the active space's.
    Without golden pairs the coverage decides alone.
    """
    return [*_of_coverage(candidate), *_of_golden_pairs(candidate.score, active.score, tolerance)]


def _of_coverage(candidate: Standing) -> list[Refusal]:
    coverage = candidate.coverage
    short = [
        (Fault.BANDS, coverage.bands, coverage.bands.missing > 0),
        (Fault.KEYWORDS, coverage.keywords, coverage.keywords.missing > 0),
        (Fault.SENTENCES, coverage.sentences, coverage.sentences.share < SENTENCES),
    ]
    found = [Refusal(fault, _of_part(part)) for fault, part, is_short in short if is_short]
    if candidate.lacks_centre:
        found.append(Refusal(Fault.CENTRE, {}))
    return found


def _of_part(part: Part) -> dict[str, Any]:
    return {"missing": part.missing, "total": part.total}


def _of_golden_pairs(candidate: Score, active: Score, tolerance: float) -> list[Refusal]:
    if isnan(active.held):
        return []
    judged = {"judged": len(candidate.judged), "wanted": len(active.judged)}
    if len(candidate.judged) < len(active.judged):
        return [Refusal(Fault.UNJUDGED, judged)]
    if candidate.held >= active.held - tolerance:
        return []
    least = max(active.held - tolerance, 0.0)
    return [Refusal(Fault.GOLDEN, {"held": round(candidate.held, 4), "least": round(least, 4)})]
