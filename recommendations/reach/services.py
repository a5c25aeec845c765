"""Measure a catalogue's reach, piece by piece, so that it can stop and go on at any point."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import F

from embeddings.models import EmbeddingSpace
from recommendations.algorithms import registry
from recommendations.algorithms.types import Nearest
from recommendations.code_version import code_version
from recommendations.reach import inputs, metrics
from recommendations.reach.correction import CorrectedNearest, Correction, fitted
from recommendations.reach.ground import Ground
from recommendations.reach.inputs import Vocabulary
from recommendations.reach.models import LONGEST_REASON, ReachMeasure, ReachRun
from recommendations.reach.search import Catalogue, MatrixNearest, neighbour_lists
from recommendations.reach.tastes import Shelf, Wish, synthetic

CHUNK = 100  # tastes between two writes: what a killed worker loses
LEASE = timedelta(seconds=90)  # longer than a task may take
KEPT_RUNS = 100  # older finished ones are forgotten
LEAST_BANDS = 2  # one alone has no neighbour

logger = logging.getLogger(__name__)

Kind = ReachMeasure.Kind
State = ReachRun.State


class NothingToMeasure(ValueError):
    """There is no space yet, or hardly a band in it."""


class Overtaken(Exception):
    """Another worker has gone on with the run; what this one did since does not count."""


@dataclass(frozen=True)
class Bench:
    """All that the lists of a run are made with."""

    run: ReachRun
    texts: Catalogue
    ground: Ground
    vocabulary: Vocabulary
    correction: Correction | None

    @property
    def catalogue(self) -> Catalogue:
        return self.ground.catalogue

    def nearest(self, excluded: Sequence[int]) -> Nearest:
        plain = MatrixNearest(self.catalogue, tuple(excluded))
        if self.correction is None:
            return plain
        return CorrectedNearest(plain, self.correction, self.catalogue.ids)

    def listed(self, wish: Wish, blocked: Sequence[int] = ()) -> list[int]:
        """Rows of the bands that production's algorithm lists for a wish."""
        direction = self.vocabulary.direction(wish.keywords)
        taste = self.ground.taste(wish.bands, wish.keywords, direction)
        recommend = registry.algorithm(self.run.algorithm)
        ranking = recommend(taste, self.nearest([*wish.bands, *blocked]))
        return self.catalogue.rows(hit.band_id for hit in ranking.hits).tolist()


def ask_reach(
    *, now: datetime, algorithm: str, correction: str, n_tastes: int, seed: int, n_neighbours: int
) -> ReachRun:
    """Ask for a measurement; a worker makes it. Raises `ValidationError`."""
    run = ReachRun(
        algorithm=algorithm,
        correction=correction,
        n_tastes=n_tastes,
        seed=seed,
        n_neighbours=n_neighbours,
        asked_at=now,
    )
    run.full_clean()
    run.save()
    return run


def ask_nightly(*, now: datetime) -> ReachRun | None:
    """One measurement by the defaults, unless one was asked for within the day."""
    if ReachRun.objects.filter(asked_at__gt=now - timedelta(hours=20)).exists():
        return None
    return ReachRun.objects.create(asked_at=now)


def work_on_next(*, now: datetime, seconds: float) -> bool:
    """Work on the oldest free run for that long; whether there is more to do at once."""
    run = ReachRun.objects.free(now).light().first()
    if run is None or not work_on(run=run, now=now, seconds=seconds):
        return False
    return ReachRun.objects.free(now).exists()


def work_on(*, run: ReachRun, now: datetime, seconds: float) -> bool:
    """Go on with a run for that long, unless somebody else is at it; whether this one was."""
    if not _claim(run, now):
        return False
    with suppress(Overtaken):
        work(run_id=run.pk, now=now, seconds=seconds)
    return True


def _claim(run: ReachRun, now: datetime) -> bool:
    """One worker at a time; when it dies, the lease ends by itself."""
    free = ReachRun.objects.free(now).order_by().filter(pk=run.pk)
    return bool(free.update(claimed_until=now + LEASE, state=State.RUNNING))


def work(*, run_id: int, now: datetime, seconds: float) -> bool:
    """Go on with a run for about that long; whether it is finished. Safe to repeat.

    Raises `Overtaken` when somebody else did the same meanwhile.
    """
    began = time.monotonic()
    run = ReachRun.objects.get(pk=run_id)
    try:
        bench = _bench(run)
        for _chunk in _chunks(bench, now):
            if time.monotonic() - began > seconds:
                _pause(run, began)
                return False
        _finish(run, now, began)
    except ValueError as error:
        logger.exception("reach run %s cannot be made", run_id)
        _close(run, State.FAILED, now, began, reason=str(error))
    return True


def _bench(run: ReachRun) -> Bench:
    """The run's catalogue as it is; if it is not the one that the run began with, it begins anew.

    Raises `NothingToMeasure`.
    """
    space = EmbeddingSpace.objects.active()
    if space is None:
        raise NothingToMeasure("no active space")
    vocabulary = inputs.load_vocabulary(space)
    texts = inputs.load_catalogue(space)
    ground = inputs.load_ground(texts, vocabulary, learned=run.algorithm in registry.LEARNED)
    catalogue = ground.catalogue
    if len(catalogue.ids) < LEAST_BANDS:
        raise NothingToMeasure(f"{len(catalogue.ids)} bands")
    current = f"{space.pk}-{inputs.catalogue_hash(catalogue)}"
    if run.catalogue_hash != current:
        _begin(run, space, catalogue, current)
    return Bench(run, texts, ground, vocabulary, fitted(run.correction, catalogue))


@transaction.atomic
def _begin(run: ReachRun, space: EmbeddingSpace, catalogue: Catalogue, current: str) -> None:
    run.space, run.space_name = space, space.name
    run.catalogue_hash, run.code_version = current, code_version("reach", "algorithms")
    run.band_ids = catalogue.ids.tolist()
    run.save(update_fields=["space", "space_name", "catalogue_hash", "code_version", "band_ids"])
    run.measures.all().delete()
    n = len(catalogue.ids)
    wanted = {
        Kind.NEIGHBOURS: n,
        Kind.SYNTHETIC: run.n_tastes,
        Kind.RECORDED: inputs.count_recorded(run.n_tastes),
    }
    ReachMeasure.objects.bulk_create(
        ReachMeasure(run=run, kind=kind, n_lists=lists, occurrences=[0] * n)
        for kind, lists in wanted.items()
    )


def _chunks(bench: Bench, now: datetime) -> Iterator[None]:
    """Do what is left, yielding after each piece that is stored."""
    measures = {measure.kind: measure for measure in bench.run.measures.all()}
    if not measures[Kind.NEIGHBOURS].done:
        _count_neighbours(bench, measures[Kind.NEIGHBOURS])
        yield
    for _piece in _synthetic(bench, measures[Kind.SYNTHETIC]):
        yield
    for _piece in _recorded(bench, measures[Kind.RECORDED], now):
        yield


def _count_neighbours(bench: Bench, measure: ReachMeasure) -> None:
    """The catalogue's own lists: each band's k nearest others, as a query for a band gives."""
    n = len(bench.catalogue.ids)
    k = min(bench.run.n_neighbours, n - 1)
    if bench.correction is None:
        lists = neighbour_lists(bench.catalogue, k).tolist()
    else:
        lists = [around(bench, row, k) for row in range(n)]
    _store(bench.run, measure, lists, cursor=n - 1, done=n)


def around(bench: Bench, row: int, k: int) -> list[int]:
    """Rows of the k bands that a search with a band's own vector finds beside it."""
    query = bench.catalogue.vectors[row : row + 1].astype(np.float64)
    (found,) = bench.nearest([row])(query, k)
    return bench.catalogue.rows(found.band_ids).tolist()


def _synthetic(bench: Bench, measure: ReachMeasure) -> Iterator[None]:
    if measure.done >= measure.n_lists:
        return
    shelf: Shelf = inputs.load_shelf(bench.texts, bench.vocabulary)
    while measure.done < measure.n_lists:
        numbers = range(measure.done, min(measure.done + CHUNK, measure.n_lists))
        lists = [
            bench.listed(synthetic(shelf, seed=bench.run.seed, number=number)) for number in numbers
        ]
        _store(bench.run, measure, lists, cursor=numbers[-1], done=numbers[-1] + 1)
        yield


def _recorded(bench: Bench, measure: ReachMeasure, now: datetime) -> Iterator[None]:
    while measure.done < measure.n_lists:
        left = min(CHUNK, measure.n_lists - measure.done)
        members = inputs.load_recorded(after=measure.cursor, limit=left, now=now)
        if not members:  # some left meanwhile
            _store(bench.run, measure, [], measure.cursor, done=measure.n_lists)
            return
        lists = _lists_of(bench, members)
        cursor, done = members[-1].cursor, measure.done + len(members)
        _store(bench.run, measure, lists, cursor, done)
        yield


def _lists_of(bench: Bench, members: Sequence[inputs.Recorded]) -> list[list[int]]:
    wishes = [
        Wish(
            tuple(bench.catalogue.rows(member.band_ids).tolist()),
            bench.vocabulary.places(member.keyword_ids),
        )
        for member in members
    ]
    informed = replace(
        bench, vocabulary=bench.vocabulary.with_sentences(wish.keywords for wish in wishes)
    )
    return [
        informed.listed(wish, bench.catalogue.rows(member.blocked_ids).tolist())
        for wish, member in zip(wishes, members, strict=True)
    ]


def _store(
    run: ReachRun, measure: ReachMeasure, lists: Sequence[Sequence[int]], cursor: int, done: int
) -> None:
    """Add a chunk's counts, once: only where nobody has done so since it was read."""
    counts = metrics.k_occurrence(lists, len(run.band_ids)) + np.array(measure.occurrences)
    same = ReachMeasure.objects.filter(
        pk=measure.pk, cursor=measure.cursor, run__catalogue_hash=run.catalogue_hash
    )
    written = same.update(occurrences=counts.tolist(), cursor=cursor, done=done)
    if not written:
        raise Overtaken
    measure.occurrences, measure.cursor, measure.done = counts.tolist(), cursor, done


def _pause(run: ReachRun, began: float) -> None:
    ReachRun.objects.filter(pk=run.pk).update(
        claimed_until=None, seconds=F("seconds") + (time.monotonic() - began)
    )


@transaction.atomic
def _finish(run: ReachRun, now: datetime, began: float) -> None:
    for measure in run.measures.filter(n_lists__gt=0):
        found = metrics.figures(np.array(measure.occurrences, dtype=np.int64))
        ReachMeasure.objects.filter(pk=measure.pk).update(**asdict(found))
    _close(run, State.DONE, now, began)
    kept = list(ReachRun.objects.latest_done().values_list("pk", flat=True)[:KEPT_RUNS])
    ReachRun.objects.filter(state=State.DONE).exclude(pk__in=kept).delete()


def _close(run: ReachRun, state: str, now: datetime, began: float, reason: str = "") -> None:
    seconds = time.monotonic() - began
    ReachRun.objects.filter(pk=run.pk).update(
        state=state,
        reason=reason[:LONGEST_REASON],
        claimed_until=None,
        seconds=F("seconds") + seconds,
        finished_at=now + timedelta(seconds=seconds),
    )
