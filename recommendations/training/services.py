"""Trainings: asked for, done by one worker at a time, and let serve where they are better."""

import logging
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from math import isnan
from typing import Any

from django.db import IntegrityError, transaction

from embeddings.learned import services as learned
from embeddings.learned.services import Fused, NothingBefore, TextSpaceChanged
from embeddings.models import EmbeddingSpace, LearnedSpace
from embeddings.spaces import pending_count
from recommendations.code_version import code_version
from recommendations.learning.fusing import Fusing
from recommendations.training import drift, inputs, said
from recommendations.training.inputs import Loaded
from recommendations.training.judging import Compared
from recommendations.training.models import LONGEST_MESSAGE, TrainingRun
from recommendations.training.trial import Outcome, tried

LEASE = timedelta(minutes=5)  # longer than the task may take
MOST_ATTEMPTS = 3  # then it is not the machine
AGAIN = timedelta(hours=1)  # between two trainings that nobody asked for
LEAST_BANDS = 20
FUSING = Fusing()

logger = logging.getLogger(__name__)

State = TrainingRun.State


class Overtaken(Exception):
    """Another worker has taken the run; what this one found does not count."""


class Skipped(Exception):
    """There is nothing to learn now; the argument is a word of `said.REASONS`."""


def ask(*, now: datetime) -> TrainingRun:
    """Ask for a training; the one that is asked for already, where there is one."""
    try:
        with transaction.atomic():
            return TrainingRun.objects.create(asked_at=now)
    except IntegrityError:
        return TrainingRun.objects.filter(finished_at=None).first() or ask(now=now)


def ask_when_due(*, now: datetime) -> TrainingRun | None:
    """One at once for a text space that serves, is complete and was never learnt over."""
    space = EmbeddingSpace.objects.active()
    if space is None or TrainingRun.objects.filter(finished_at=None).exists():
        return None
    of_space = TrainingRun.objects.filter(text_space=space)
    if of_space.judged().exists() or of_space.filter(asked_at__gt=now - AGAIN).exists():
        return None
    return None if _is_incomplete(space) else ask(now=now)


def work_on_next(*, now: datetime) -> bool:
    """Do the training that is asked for, unless somebody else is at it; whether this one did."""
    run = TrainingRun.objects.free(now).first()
    return run is not None and work_on(run=run, now=now)


def work_on(*, run: TrainingRun, now: datetime) -> bool:
    """Safe to repeat and to kill: the next one begins anew when the lease has ended."""
    until = now + LEASE
    free = TrainingRun.objects.free(now).order_by().filter(pk=run.pk)
    if not free.update(claimed_until=until, state=State.RUNNING, attempts=run.attempts + 1):
        return False
    run.refresh_from_db()
    began = time.monotonic()
    try:
        _train(run, now, began)
    except Overtaken:
        logger.warning("training %s was taken over", run.pk)
    except (Skipped, TextSpaceChanged) as why:
        reason = str(why) if isinstance(why, Skipped) else said.SPACE_CHANGED
        _close(run, State.SKIPPED, now, began, reason=reason)
    except Exception as error:
        logger.exception("training %s failed", run.pk)
        _close(run, State.FAILED, now, began, message=f"{type(error).__name__}: {error}")
    return True


def roll_back(*, now: datetime) -> LearnedSpace:
    """The learned space before serves again. Raises `NothingBefore`, also where that one builds
    on a text space that does not serve any more."""
    try:
        return learned.roll_back(now=now)
    except TextSpaceChanged as error:
        raise NothingBefore from error


def stop() -> None:
    """Lists are made of texts alone, until a training is promoted again."""
    learned.stop()


def _train(run: TrainingRun, now: datetime, began: float) -> None:
    if run.attempts > MOST_ATTEMPTS:
        _close(run, State.FAILED, now, began, reason=said.DIED)
        return
    loaded = _load(run)
    before = TrainingRun.objects.judged().first()
    if before is not None and before.fingerprint == loaded.fingerprint(FUSING):
        raise Skipped(said.UNCHANGED)
    outcome = tried(loaded.material, FUSING)
    _finish(run, loaded, outcome, before, now, began)


def _load(run: TrainingRun) -> Loaded:
    """Raises `Skipped`."""
    space = EmbeddingSpace.objects.active()
    if space is None:
        raise Skipped(said.NO_SPACE)
    run.text_space = space
    if _is_incomplete(space):
        raise Skipped(said.INCOMPLETE)
    loaded = inputs.load(space)
    if len(loaded.catalogue.ids) < LEAST_BANDS:
        raise Skipped(said.FEW_BANDS)
    if not loaded.material.tags.nnz and not loaded.material.listens.known.nnz:
        raise Skipped(said.NOTHING_KNOWN)
    return loaded


def _is_incomplete(space: EmbeddingSpace) -> bool:
    return pending_count(space.pk) > 0


@transaction.atomic
def _finish(
    run: TrainingRun,
    loaded: Loaded,
    outcome: Outcome,
    before: TrainingRun | None,
    now: datetime,
    began: float,
) -> None:
    """Raises `TextSpaceChanged` and `Overtaken`, and then nothing of it stays."""
    run.parameters = asdict(outcome.fusing)
    run.figures = _figures(loaded, outcome, before)
    run.fingerprint = loaded.fingerprint(FUSING)
    if outcome.verdict.promoted:
        run.learned_space = learned.keep(
            text_space=loaded.space, fused=_fused(loaded, outcome), now=now
        )
        learned.activate(space=run.learned_space, now=now)
    state = State.PROMOTED if outcome.verdict.promoted else State.REFUSED
    _close(run, state, now, began, reason=outcome.verdict.reason)


def _fused(loaded: Loaded, outcome: Outcome) -> Fused:
    layout = outcome.space.layout
    ids = loaded.catalogue.ids.tolist()
    return Fused(
        text_share=layout.text_share,
        against_hubs=layout.against_hubs,
        newcomer=layout.newcomer,
        rows=dict(zip(ids, outcome.space.rows, strict=True)),
        fingerprints=loaded.fingerprints,
        parameters=asdict(outcome.fusing),
    )


def _figures(loaded: Loaded, outcome: Outcome, before: TrainingRun | None) -> dict[str, Any]:
    """All of it counts, means and shares; None for what is not known."""
    heard, evidence = loaded.material.listens, outcome.evidence
    profile = drift.profile(heard.everything, loaded.material.tags, loaded.keyword_ids)
    difference = evidence.difference
    return {
        "bands": len(loaded.catalogue.ids),
        "listeners": len(heard.listeners),
        "with_enough": heard.with_enough,
        "picks": int(heard.everything.nnz),
        "asked": outcome.n_asked,
        "against": "learned" if evidence.something_serves else "texts",
        "accuracy": _both(outcome.accuracy),
        "difference": None if difference is None else _known(asdict(difference)),
        "golden": _both(evidence.golden),
        "pairs": len(loaded.material.pairs),
        "reached": _both(evidence.reached),
        "skewness": _both(outcome.skewness),
        "rank": _both(outcome.rank),
        "changed": outcome.changed,
        "drift": _drift(profile, before),
        "profile": {
            "keywords": {str(pk): n for pk, n in profile.keywords.items() if n},
            "tenths": list(profile.tenths),
        },
    }


def _drift(now: drift.Profile, before: TrainingRun | None) -> dict[str, float] | None:
    known = before.figures.get("profile") if before else None
    if not known or not sum(known["tenths"]):
        return None
    then = drift.Profile({int(pk): n for pk, n in known["keywords"].items()}, known["tenths"])
    return {
        "keywords": drift.of_keywords(then, now),
        "popularity": drift.of_popularity(then, now),
    }


def _both(compared: Compared | None) -> dict[str, float | None] | None:
    return None if compared is None else _known(asdict(compared))


def _known(values: dict[str, float]) -> dict[str, float | None]:
    return {name: None if isnan(value) else value for name, value in values.items()}


def _close(
    run: TrainingRun,
    state: str,
    now: datetime,
    began: float,
    *,
    reason: str = "",
    message: str = "",
) -> None:
    """Raises `Overtaken`."""
    seconds = time.monotonic() - began
    mine = TrainingRun.objects.filter(pk=run.pk, claimed_until=run.claimed_until, finished_at=None)
    written = mine.update(
        state=state,
        reason=reason,
        message=message[:LONGEST_MESSAGE],
        finished_at=now + timedelta(seconds=seconds),
        seconds=seconds,
        claimed_until=None,
        text_space=run.text_space,
        learned_space=run.learned_space,
        parameters=run.parameters,
        figures=run.figures,
        fingerprint=run.fingerprint,
        code_version=code_version("training", "learning", "algorithms"),
    )
    if not written:
        raise Overtaken
