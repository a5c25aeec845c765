"""The figures of P4 in one space as Markdown: golden pairs, retrieval, reach."""

from collections.abc import Mapping

from embeddings.golden.scoring import Score
from recommendations.evaluation.bootstrap import interval
from recommendations.evaluation.protocols import Outcome
from recommendations.evaluation.tables import markdown

PAIRS = (
    *("golden near, MRR", "golden near, recall@10", "golden far, recall@10"),
    *("golden near before far", "golden near that hold", "golden far that hold", "golden AUC"),
)
RETRIEVAL = ("keywords, NDCG@10", "keywords, recall@20", "sentences, NDCG@10", "sentences, MRR@20")
REACH = ("reached", "k-occurrence skew", "places of the top tenth")

Outcomes = Mapping[str, Outcome]


def by_cosine(score: Score) -> str:
    """The golden pairs as a space itself is scored."""
    near, far = score.share(near=True), score.share(near=False)
    row = [str(score.n_bands), *(f"{share:.3f}" for share in (near, far, score.auc))]
    return markdown(["bands", "near that hold", "far that hold", "AUC"], [row])


def tables(outcomes: Outcomes) -> str:
    retrieving = {
        name: one for name, one in outcomes.items() if set(RETRIEVAL) & set(one.by_listener)
    }
    parts = (_table(outcomes, PAIRS), _table(retrieving, RETRIEVAL), _table(outcomes, REACH))
    return "\n\n".join(parts)


def _table(outcomes: Outcomes, columns: tuple[str, ...]) -> str:
    rows = [[name, *(_cell(one, key) for key in columns)] for name, one in outcomes.items()]
    return markdown(["method", *(key.removeprefix("golden ") for key in columns)], rows)


def _cell(outcome: Outcome, key: str) -> str:
    if key in outcome.of_lists:
        return f"{outcome.of_lists[key]:.3f}"
    if key not in outcome.by_listener:
        return "-"
    found = interval(outcome.by_listener[key])
    return f"{found.mean:.3f} ({found.low:.3f}-{found.high:.3f})"
