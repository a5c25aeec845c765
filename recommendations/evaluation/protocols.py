"""A method held to a trial: its figures for each listener and of all lists, and its cost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.evaluation import metrics
from recommendations.evaluation.ranking import ranked
from recommendations.evaluation.splits import Rows, Trial
from recommendations.learning.features import features
from recommendations.learning.sparse import columns_of, dense
from recommendations.learning.types import Method, Model, Tastes, World
from recommendations.reach.metrics import figures, k_occurrence

DEPTH = 100  # places of a list that are looked at
SHOWN = 10  # places that a listener sees, for what concerns lists as a whole
AT_ONCE = 256  # listeners scored in one go
GENRES = 50  # tags by which lists are called calibrated
DIMENSIONS = 64  # of the content space in which lists are called diverse


@dataclass(frozen=True)
class Outcome:
    """`by_listener`: (q,) each, NaN where nothing was relevant. `of_lists`: one number each.

    milliseconds : to score and rank one listener; memory_mb : the peak above what the data takes
    """

    by_listener: dict[str, NDArray[np.float64]]
    of_lists: dict[str, float]
    fit_seconds: float
    milliseconds: float
    memory_mb: float = 0.0


def held_to(method: Method, trial: Trial) -> Outcome:
    began = time.perf_counter()
    model = method.fit(trial.world)
    fitted = time.perf_counter()
    lists = recommended(model, trial)
    ended = time.perf_counter()
    return Outcome(
        by_listener(lists, trial),
        of_lists(lists, trial),
        fitted - began,
        1000 * (ended - fitted) / len(lists),
    )


def recommended(model: Model, trial: Trial) -> Rows:
    """(q, 100) what each listener would be shown, best first."""
    lists = []
    for tastes in _some(trial.tastes):
        for scores, picks in zip(model.scores(tastes), columns_of(tastes.picks), strict=True):
            allowed = trial.allowed.copy()
            allowed[picks] = False
            lists.append(ranked(scores, allowed, DEPTH))
    return np.stack(lists)


def _some(tastes: Tastes) -> Iterator[Tastes]:
    for start in range(0, tastes.picks.shape[0], AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        yield Tastes(tastes.picks[rows], tastes.words[rows])


def by_listener(lists: Rows, trial: Trial) -> dict[str, NDArray[np.float64]]:
    right, total = metrics.hits(lists, trial.relevant), metrics.totals(trial.relevant)
    return {
        "NDCG@10": metrics.ndcg(right, total, 10),
        "NDCG@100": metrics.ndcg(right, total, 100),
        "recall@20": metrics.recall(right, total, 20),
        "MRR@100": metrics.reciprocal_rank(right, total, 100),
        "MAP@100": metrics.average_precision(right, total, 100),
        "hit rate@10": metrics.hit_rate(right, total, 10),
    }


def of_lists(lists: Rows, trial: Trial) -> dict[str, float]:
    world = trial.world
    listeners = np.asarray(world.listens.sum(axis=0)).ravel()
    shown = figures(k_occurrence((row[row >= 0] for row in lists[:, :SHOWN]), world.n_bands))
    novelty = metrics.novelty(lists, listeners, world.listens.shape[0], SHOWN)
    vectors = features(world, DIMENSIONS).bands
    known = columns_of(trial.tastes.picks)
    apart = metrics.calibration(lists, known, genres(world), SHOWN)
    return {
        "coverage@10": metrics.coverage(lists, world.n_bands, SHOWN),
        "k-occurrence skew@10": shown.skewness,
        "novelty@10, bits": float(np.nanmean(novelty)),
        "listeners@10": float(np.nanmean(metrics.average_popularity(lists, listeners, SHOWN))),
        "diversity@10": float(np.nanmean(metrics.intra_list_diversity(lists, vectors, SHOWN))),
        "calibration@10, KL": float(np.nanmean(apart)),
        **_cold_shares(lists, trial),
    }


def genres(world: World) -> NDArray[np.float64]:
    """(b, GENRES + 1) shares of a band's tags among the most used, and of all others."""
    most = np.argsort(-np.asarray(world.tags.sum(axis=0)).ravel(), kind="stable")[:GENRES]
    counts = dense(world.tags[:, most]).astype(np.float64)
    total = np.asarray(world.tags.sum(axis=1), dtype=np.float64).ravel()
    counts = np.column_stack([counts, total - counts.sum(axis=1)])
    counts[total == 0, -1] = 1.0
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _cold_shares(lists: Rows, trial: Trial) -> dict[str, float]:
    """Among all bands: do cold ones get the share of places that they have of what is right?"""
    if trial.cold is None or not trial.allowed.all():
        return {}
    shown = lists[:, :SHOWN]
    relevant = np.concatenate(trial.relevant)
    return {
        "cold share of places": float(np.mean(trial.cold[shown[shown >= 0]])),
        "cold share of relevance": float(np.mean(trial.cold[relevant])),
    }
