"""Measure what each hubness correction costs and gives, as a table for the documentation."""

from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from embeddings.golden.scoring import FAR_SHARE, NEAR_SHARE
from embeddings.models import BandVector, EmbeddingSpace, TextVector
from embeddings.vectors import unit
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.reach import inputs, metrics
from recommendations.reach.compare import all_scores, golden, retrieval
from recommendations.reach.correction import CORRECTIONS, NONE, fitted
from recommendations.reach.ground import TextGround
from recommendations.reach.models import ReachRun
from recommendations.reach.search import Catalogue
from recommendations.reach.services import Bench, around
from recommendations.reach.tastes import Wish, synthetic

HEADS = (
    *("similarity", "near pairs", "far pairs", "AUC", "MAP", "recall@10"),
    *("skew of N10", "skew of lists", "never reached"),
)
"""Reach is over the lists of synthetic tastes; the skew of N10 over the bands' own neighbours."""


class Command(BaseCommand):
    help = "Golden pairs, keyword retrieval, skew and reach with each hubness correction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tastes", type=int, default=2000)
        parser.add_argument("--algorithm", choices=sorted(ALGORITHMS), default="v3")
        parser.add_argument("--seed", type=int, default=42)

    def handle(self, *args: Any, **options: Any) -> None:
        space = EmbeddingSpace.objects.active()
        if space is None:
            raise CommandError("There is no vector space yet. Run `manage.py embed` first.")
        catalogue = inputs.load_catalogue(space)
        self._line(HEADS)
        self._line(["---"] * len(HEADS))
        for name in (NONE, *CORRECTIONS):
            self._line([name, *_row(_bench(space, catalogue, name, options), options)])
        if space.centre is not None:
            bare = copy(space)
            bare.centre = None
            raw = _uncentred(space, catalogue)
            self._line(["not centred", *_row(_bench(bare, raw, NONE, options), options)])

    def _line(self, cells: Sequence[str]) -> None:
        self.stdout.write(f"| {' | '.join(cells)} |")


def _bench(space: EmbeddingSpace, catalogue: Catalogue, name: str, options: dict) -> Bench:
    run = ReachRun(algorithm=options["algorithm"], correction=name)
    return Bench(
        run,
        catalogue,
        TextGround(catalogue),
        inputs.load_vocabulary(space),
        fitted(name, catalogue),
    )


def _uncentred(space: EmbeddingSpace, catalogue: Catalogue) -> Catalogue:
    """The same bands with the vectors that the model gave."""
    prints = dict(
        BandVector.objects.in_space(space.pk)
        .filter(band_id__in=catalogue.ids.tolist())
        .values_list("band_id", "fingerprint")
    )
    raw = TextVector.objects.arrays(space.model_key, set(prints.values()))
    rows = [unit(raw[prints[pk]]) for pk in catalogue.ids.tolist()]
    return Catalogue(catalogue.ids, np.array(rows, dtype=np.float32))


def _row(bench: Bench, options: dict[str, Any]) -> list[str]:
    catalogue = bench.catalogue
    own = all_scores(catalogue, catalogue.vectors.astype(np.float64), bench.correction)
    pairs = golden(own, inputs.load_pairs(catalogue), near_share=NEAR_SHARE, far_share=FAR_SHARE)
    words = _found_by_words(bench)
    n = len(catalogue.ids)
    near = metrics.figures(metrics.k_occurrence([around(bench, row, 10) for row in range(n)], n))
    lists = metrics.figures(metrics.k_occurrence(_lists(bench, options), n))
    return [
        *(f"{share:.3f}" for share in (pairs.near, pairs.far, pairs.auc)),
        *(f"{share:.3f}" for share in (words.average_precision, words.recall)),
        *(f"{near.skewness:.2f}", f"{lists.skewness:.2f}", f"{lists.never_reached:.1%}"),
    ]


def _found_by_words(bench: Bench) -> Any:
    """Each keyword's own vector asks for the bands that carry it."""
    shelf = inputs.load_shelf(bench.catalogue, bench.vocabulary)
    directions = {
        place: direction
        for place in range(len(bench.vocabulary.ids))
        if (direction := bench.vocabulary.direction([place])) is not None
    }
    carried = np.zeros((len(directions), len(bench.catalogue.ids)), dtype=bool)
    at = {place: number for number, place in enumerate(directions)}
    for row, words in enumerate(shelf.words):
        carried[[at[word] for word in words if word in at], row] = True
    queries = np.stack(list(directions.values()))
    return retrieval(all_scores(bench.catalogue, queries, bench.correction), carried)


def _lists(bench: Bench, options: dict[str, Any]) -> list[list[int]]:
    shelf = inputs.load_shelf(bench.catalogue, bench.vocabulary)
    wishes: list[Wish] = [
        synthetic(shelf, seed=options["seed"], number=number) for number in range(options["tastes"])
    ]
    return [bench.listed(wish) for wish in wishes]
