"""What is stored of a space when it is judged, as JSON that stays readable for years."""

from math import isnan
from typing import Any

from embeddings.filling.coverage import Coverage, Part
from embeddings.golden.scoring import Score
from embeddings.switching.gate import Refusal, Standing

DECIMALS = 4


def of_decision(
    candidate: Standing, active: Standing, refused: list[Refusal], tolerance: float
) -> dict[str, Any]:
    """What the gate saw and said."""
    return {
        "candidate": of_standing(candidate),
        "active": of_standing(active),
        "tolerance": tolerance,
        "refusals": [{"fault": one.fault.value, **one.figures} for one in refused],
    }


def of_standing(standing: Standing) -> dict[str, Any]:
    return {"coverage": of_coverage(standing.coverage), "golden": of_score(standing.score)}


def of_coverage(coverage: Coverage) -> dict[str, Any]:
    parts = {
        "bands": coverage.bands,
        "keywords": coverage.keywords,
        "sentences": coverage.sentences,
    }
    return {name: _of_part(part) for name, part in parts.items()} | {"hopeless": coverage.hopeless}


def _of_part(part: Part) -> list[int]:
    return [part.done, part.total]


def of_score(score: Score) -> dict[str, Any]:
    return {
        "judged": len(score.judged),
        "held": rounded(score.held),
        "near": rounded(score.share(near=True)),
        "far": rounded(score.share(near=False)),
        "auc": rounded(score.auc),
    }


def rounded(value: float) -> float | None:
    """JSON has no NaN."""
    return None if isnan(value) else round(value, DECIMALS)
