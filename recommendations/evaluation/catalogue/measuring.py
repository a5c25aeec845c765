"""One method through all questions of P4.

Retrieval: a keyword asks alone for the bands that carry it, a sentence for those that fit it, both
by their vector in the space. The text of a band that is embedded begins with its keywords
(`embeddings/text/compose.py`), so the keyword part says whether a space finds again what was put
into it, not whether it understands.
"""

import time
from dataclasses import replace

from recommendations.evaluation import metrics
from recommendations.evaluation.catalogue import golden
from recommendations.evaluation.catalogue.golden import Values
from recommendations.evaluation.catalogue.listers import Lister
from recommendations.evaluation.catalogue.questions import Asked, Exam, Question
from recommendations.evaluation.protocols import Outcome
from recommendations.reach.metrics import figures, k_occurrence

DEPTH = 20  # places that retrieval looks at


def measured(lister: Lister, exam: Exam, *, retrieves: bool = True) -> Outcome:
    """`retrieves`: whether it can be asked without picks."""
    outcome = _reach(lister, exam)
    if retrieves:
        outcome.by_listener.update(_keywords(lister, exam.words))
        outcome.by_listener.update(_sentences(lister, exam.sentences))
    return _with_pairs(lister, exam, outcome)


def _reach(lister: Lister, exam: Exam) -> Outcome:
    """Of what members with such tastes would be shown."""
    began = time.perf_counter()
    lists = lister(exam.tastes, None)
    milliseconds = 1000 * (time.perf_counter() - began) / len(exam.tastes)
    counts = k_occurrence((row[row >= 0] for row in lists), len(exam.catalogue.ids))
    found = figures(counts)
    shares = {
        "reached": 1 - found.never_reached,
        "k-occurrence skew": found.skewness,
        "places of the top tenth": found.crowd_share,
    }
    return Outcome({}, shares, 0.0, milliseconds)


def _keywords(lister: Lister, asked: Asked) -> dict[str, Values]:
    if not asked.questions:
        return {}
    right, total = _retrieved(lister, asked)
    return {
        "keywords, NDCG@10": metrics.ndcg(right, total, 10),
        "keywords, recall@20": metrics.recall(right, total, DEPTH),
    }


def _sentences(lister: Lister, asked: Asked) -> dict[str, Values]:
    if not asked.questions:
        return {}
    right, total = _retrieved(lister, asked)
    return {
        "sentences, NDCG@10": metrics.ndcg(right, total, 10),
        "sentences, MRR@20": metrics.reciprocal_rank(right, total, DEPTH),
    }


def _retrieved(lister: Lister, asked: Asked) -> tuple[metrics.Hits, metrics.Ids]:
    lists = lister(asked.questions, DEPTH)
    return metrics.hits(lists, asked.relevant), metrics.totals(asked.relevant)


def _with_pairs(lister: Lister, exam: Exam, outcome: Outcome) -> Outcome:
    if not exam.pairs:
        return outcome
    bands, n = golden.bands_of(exam.pairs), len(exam.catalogue.ids)
    lists = lister([Question((row,)) for row in bands], n - 1)
    found = golden.sides(exam.pairs, dict(zip(bands, lists, strict=True)))
    return replace(
        outcome,
        by_listener=golden.of_pairs(found) | outcome.by_listener,
        of_lists=golden.of_all(found, n) | outcome.of_lists,
    )
