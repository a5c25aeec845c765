"""Start and stop experiments, put listeners into arms, log what they saw and picked (FEATURES 91).

Nothing here may cost a listener a list or a pick: what fails is logged and left out.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop as _

from config.errors import DomainError
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.evaluation.student import Moments
from recommendations.experiments.assignment import Arm, assign
from recommendations.experiments.models import LOCKED, Experiment, check_arms
from recommendations.experiments.report import Report, Tally, report

logger = logging.getLogger(__name__)

NOTE_SHOWN = """
INSERT INTO experiment_exposure AS known
    (experiment_id, subject, arm, first_seen_at, shown, picked)
VALUES (%s, %s, %s, %s, 1, 0)
ON CONFLICT (experiment_id, subject) DO UPDATE SET shown = known.shown + 1
"""

# Each band of a list counts once, however often it is picked and put back.
MARK_PICKED = """
UPDATE band_recommend AS place SET is_picked = true
FROM member_band AS pick, recommend_list AS list
WHERE place.member_id = %(member)s AND NOT place.is_picked
    AND list.member_id = place.member_id AND list.experiment_id = %(experiment)s
    AND pick.member_id = place.member_id AND pick.band_id = place.band_id
    AND pick.picked_at = %(now)s
"""

NOTE_PICKED = """
UPDATE experiment_exposure SET picked = picked + %s WHERE experiment_id = %s AND subject = %s
"""


class AnotherRuns(DomainError):
    code = "another_experiment_runs"
    status = 409
    message = _("다른 실험이 돌고 있습니다. 먼저 끝내 주세요.")


class WrongMoment(DomainError):
    code = "wrong_moment"
    status = 409
    message = _("시작하지 않은 실험만 시작하거나 고치고, 도는 실험만 끝낼 수 있습니다.")


class BadExperiment(DomainError):
    code = "bad_experiment"


@dataclass(frozen=True)
class Trial:
    """A subject's arm in the running experiment."""

    experiment_id: int
    subject: str
    algorithm: str


def subject_of(member_id: int, salt: str) -> str:
    """HMAC-SHA-256 of the member's id with the experiment's salt and the site's secret, in hex."""
    key = f"recommendations.experiments:{salt}"
    return salted_hmac(key, str(member_id), algorithm="sha256").hexdigest()


def arm_for(*, member_id: int, now: datetime) -> Trial | None:
    """The member's arm; None when no experiment runs, or one that cannot serve."""
    try:
        experiment = Experiment.objects.running(now).first()
        return _trial(experiment, member_id) if experiment else None
    except Exception:
        logger.exception("an experiment could not choose a method")
        return None


def _trial(experiment: Experiment, member_id: int) -> Trial | None:
    subject = subject_of(member_id, experiment.salt)
    arm = assign(subject, experiment.salt, experiment.known_arms)
    if arm.algorithm not in ALGORITHMS:
        logger.error("experiment %s asks for %r, which is none", experiment.slug, arm.algorithm)
        return None
    return Trial(experiment.pk, subject, arm.algorithm)


def note_shown(trial: Trial, *, now: datetime) -> bool:
    """Count a list in its arm, in the caller's transaction; False when it could not be."""
    row = [trial.experiment_id, trial.subject, trial.algorithm, now]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NOTE_SHOWN, row)
    except DatabaseError as error:
        logger.warning("a list was not counted in its experiment: %s", type(error).__name__)
        return False
    return True


def note_picks(*, member_id: int, now: datetime) -> None:
    """Count what a member picked at `now` of the bands that its stored list shows.

    In the caller's transaction; while no experiment runs it costs one statement.
    """
    experiment = Experiment.objects.running(now).first()
    if experiment is None:
        return
    try:
        with transaction.atomic():
            _note_picks(experiment, member_id, now)
    except DatabaseError as error:
        logger.warning("a pick was not counted in its experiment: %s", type(error).__name__)


def _note_picks(experiment: Experiment, member_id: int, now: datetime) -> None:
    with connection.cursor() as cursor:
        asked = {"member": member_id, "experiment": experiment.pk, "now": now}
        cursor.execute(MARK_PICKED, asked)
        if cursor.rowcount:
            subject = subject_of(member_id, experiment.salt)
            cursor.execute(NOTE_PICKED, [cursor.rowcount, experiment.pk, subject])


@transaction.atomic
def edit(*, experiment: Experiment, changed: Sequence[str]) -> None:
    """Store these columns; arms only while the experiment has not started."""
    is_started = _locked(experiment.pk).started_at is not None
    if is_started and not set(changed).isdisjoint(LOCKED):
        raise WrongMoment
    experiment.save(update_fields=changed)


def start(*, experiment_id: int, now: datetime) -> None:
    """From now on listeners who ask for no algorithm get their arm's."""
    try:
        with transaction.atomic():
            experiment = _locked(experiment_id)
            if experiment.started_at is not None:
                raise WrongMoment
            check_arms(experiment.arms)
            experiment.started_at = now
            experiment.save(update_fields=["started_at"])
    except ValidationError as bad:
        raise BadExperiment(" ".join(bad.messages)) from bad
    except IntegrityError as error:
        raise AnotherRuns from error


@transaction.atomic
def stop(*, experiment_id: int, now: datetime) -> None:
    """Everyone gets V3 again; what was counted stays. A stopped experiment does not start again."""
    experiment = _locked(experiment_id)
    if not experiment.is_running:
        raise WrongMoment
    experiment.ended_at = now
    experiment.save(update_fields=["ended_at"])


def _locked(experiment_id: int) -> Experiment:
    return Experiment.objects.select_for_update().get(pk=experiment_id)


def report_of(experiment: Experiment) -> Report:
    """In one statement, whatever the number of subjects. Raises `BadArms`."""
    found = experiment.exposures.by_arm()
    return report([_tally(arm, found.get(arm.algorithm)) for arm in experiment.known_arms])


def _tally(arm: Arm, found: dict[str, Any] | None) -> Tally:
    if found is None:
        return Tally(arm.algorithm, arm.weight, 0, 0, Moments(0, nan, nan))
    variance = nan if found["variance"] is None else found["variance"]
    rates = Moments(found["subjects"], found["mean"], variance)
    return Tally(arm.algorithm, arm.weight, found["lists"], found["picks"], rates)
