"""Every method by the name that reports and experiments use, with its tuned parameters.

The parameters were chosen on the validation parts of P1 and P2 (`docs/evaluation.md`).

Methods that need an optional extra are there when it is installed.
"""

from dataclasses import replace
from importlib.util import find_spec

from recommendations.learning.as_served import AsServed
from recommendations.learning.calibrated import Calibrated
from recommendations.learning.ease import Ease
from recommendations.learning.fused import Fused, Part
from recommendations.learning.graph_filter import GraphFilter
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.ials import Ials, Weighting
from recommendations.learning.item_knn import ItemKnn, UserKnn
from recommendations.learning.popularity import Popularity, Random
from recommendations.learning.rp3beta import Rp3Beta
from recommendations.learning.shuffled import Shuffled
from recommendations.learning.svd import Svd
from recommendations.learning.text_versions import TextVersion
from recommendations.learning.tfidf import TfIdf
from recommendations.learning.topk import Metric, TopK
from recommendations.learning.types import Method

DISCOVERED = (2, 4, 6, 8)  # of ten places: the knob's settings that are reported
METRICS: tuple[Metric, ...] = ("cosine", "euclidean")
TOP_K = {f"top-{k} {metric}": TopK(k, metric) for metric in METRICS for k in (3, 5, 7)}

TAGGED = Ials(
    dimensions=128,
    weighting=Weighting(0.02, 0.0078),
    tag_weight=0.4,
    word_weight=0.5,
    least_carriers=10,
)
PLAIN = Ials(dimensions=128, weighting=Weighting(0.01, 0.028))
ITEM_WALK = Rp3Beta(k=500, alpha=0.8, beta=0.2)
SINGULAR = Svd(dimensions=64, scaling=0.3)
ALIKE = UserKnn(k=100, power=2.0)
KNOWN_TAGS = TfIdf(popularity=0.3, word_weight=0.5)

BLEND = Fused(
    (
        Part(TAGGED, 1.0),
        Part(replace(TAGGED, seed=1), 1.0),
        Part(replace(PLAIN, dimensions=64), 0.5),
        Part(TfIdf(), 0.8),
        Part(KNOWN_TAGS, 0.3),
        Part(SINGULAR, 0.3),
        Part(ITEM_WALK, 0.4),
        Part(ALIKE, 0.2),
    )
)

LISTENING = GraphSage("listens")
CONTENT = GraphSage("keywords", features=256, steps=200, batch=512)

OPTIONAL: dict[str, Method] = {
    "graphsage, cf": LISTENING,
    "graphsage, cbf": CONTENT,
    "graphsage, shuffled": Shuffled(CONTENT, LISTENING),
}

METHODS: dict[str, Method] = {
    "random": Random(),
    "popularity": Popularity(),
    **TOP_K,
    "v1": TextVersion("v1"),
    "v2": TextVersion("v2"),
    "v3": TextVersion("v3"),
    "ours, as served": AsServed(),
    "ours, as served, hubs held back": TextVersion("ours"),
    "tf-idf": TfIdf(),
    "tf-idf, popularity": KNOWN_TAGS,
    "rp3beta": ITEM_WALK,
    "item-knn": ItemKnn(k=500, shrink=11.0, power=0.4),
    "user-knn": ALIKE,
    "svd": SINGULAR,
    "gf-cf": GraphFilter(dimensions=256, ideal=1.0),
    "ease": Ease(ridge=350.0, least_listeners=2),
    "ials": PLAIN,
    "ials, tags": TAGGED,
    "ours": Calibrated(BLEND),
    **{
        f"ours, {places} discovered": Calibrated(replace(BLEND, discovery=places))
        for places in DISCOVERED
    },
    **(OPTIONAL if find_spec("torch") else {}),
}
