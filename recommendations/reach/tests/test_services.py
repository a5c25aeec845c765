"""A measurement: production's lists, counted once each, whatever happens to the worker."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bands.models import Band
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from members.models import BandFeedback
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.code_version import code_version
from recommendations.reach import services
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.suggest.services import update_recommendations
from recommendations.tasks import ask_nightly_reach, measure_reach

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ASKED = {"algorithm": "v3", "correction": "none", "seed": 7, "n_neighbours": 5}


def ask(n_tastes=250, **changes) -> ReachRun:
    return services.ask_reach(now=NOW, n_tastes=n_tastes, **ASKED | changes)


def finish(run, *, turns=50, now=NOW) -> ReachRun:
    """As workers do: one piece a turn."""
    for _turn in range(turns):
        services.work_on(run=run, now=now, seconds=0)
    return ReachRun.objects.get(pk=run.pk)


def counts(run) -> dict[str, list[int]]:
    return {measure.kind: measure.occurrences for measure in run.measures.all()}


@pytest.fixture
def stage():
    return set_stage()


@pytest.fixture
def members(stage):
    bands = list(Band.objects.order_by("pk"))
    words = [make_keyword("몽환적인"), make_keyword("밤")]
    some = [make_member(bands=bands[n : n + 4], keywords=words[: n % 2 + 1]) for n in range(3)]
    BandFeedback.objects.create(member=some[0], band=bands[20], stance="hidden")
    make_member(bands=bands[:2])  # no keyword: no list can be made
    make_member(keywords=words)
    return some


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_recorded_tastes_get_the_lists_that_production_makes(members, algorithm):
    """FEATURES N3: the same bands as the update endpoint's, for every algorithm."""
    run = finish(ask(20, algorithm=algorithm))

    ids = [
        item.band.pk
        for member in members
        for item in update_recommendations(member_id=member.pk, now=NOW, algorithm=algorithm).items
    ]
    expected = [ids.count(pk) for pk in run.band_ids]
    assert counts(run)["recorded"] == expected
    assert run.measures.get(kind="recorded").n_lists == 3


def test_a_run_ends_with_figures_and_with_what_it_was_made_of(members):
    """FEATURES N3."""
    run = finish(ask())

    assert (run.state, run.space_name, len(run.band_ids)) == ("done", run.space.name, 38)
    assert run.code_version == code_version("reach", "algorithms")
    synthetic = run.measures.get(kind="synthetic")
    shown = np.array(synthetic.occurrences)
    assert (synthetic.done, synthetic.n_lists) == (250, 250)
    assert synthetic.never_reached == pytest.approx(np.mean(shown == 0))
    assert 250 * 3 <= shown.sum() <= 250 * 5
    assert sum(counts(run)["neighbours"]) == 38 * 5


def test_the_same_run_twice_gives_the_same_counts(members):
    assert counts(finish(ask())) == counts(finish(ask()))


def test_a_run_in_pieces_counts_what_one_in_one_go_does(members):
    in_pieces, at_once = finish(ask()), ask()

    services.work(run_id=at_once.pk, now=NOW, seconds=1000)

    assert counts(at_once) == counts(in_pieces)


def test_a_piece_that_was_done_twice_counts_once(members):
    """RELIABILITY D8: a task that is delivered again."""
    run = ask()
    services.work(run_id=run.pk, now=NOW, seconds=0)
    stale = run.measures.get(kind="synthetic")
    services.work(run_id=run.pk, now=NOW, seconds=0)

    with pytest.raises(services.Overtaken):
        services._store(ReachRun.objects.get(pk=run.pk), stale, [[0]], 5, 6)

    assert counts(finish(run)) == counts(finish(ask()))


def test_a_run_of_a_killed_worker_goes_on_when_its_lease_has_ended(members):
    run = ask()
    ReachRun.objects.update(state="running", claimed_until=NOW + timedelta(minutes=1))

    assert not services.work_on_next(now=NOW, seconds=0)
    assert services.work_on_next(now=NOW + timedelta(minutes=2), seconds=0)
    assert ReachMeasure.objects.get(run=run, kind="neighbours").done


def test_a_run_begins_anew_when_the_catalogue_changes_under_it(members):
    run = ask()
    services.work(run_id=run.pk, now=NOW, seconds=0)
    gone = Band.objects.order_by("pk").last()
    Band.objects.filter(pk=gone.pk).update(is_published=False)

    run = finish(run)

    assert gone.pk not in run.band_ids
    assert all(len(shown) == 37 for shown in counts(run).values())
    assert counts(run) == counts(finish(ask()))


def test_without_a_catalogue_a_run_fails_and_says_why():
    run = finish(ask())

    assert (run.state, run.reason) == ("failed", "no active space")
    with pytest.raises(CommandError, match="no active space"):
        call_command("reach", tastes=5)


def test_figures_of_no_lists_are_none(stage):
    recorded = finish(ask(5)).measures.get(kind="recorded")

    assert (recorded.n_lists, recorded.never_reached) == (0, None)


@pytest.mark.parametrize(
    "wrong",
    [{"algorithm": "v9"}, {"correction": "magic"}, {"n_tastes": 0}, {"n_neighbours": 1000}],
)
def test_what_cannot_be_measured_is_refused(wrong):
    with pytest.raises(ValidationError):
        ask(**wrong)


def test_workers_finish_what_was_asked_for(members, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    run = ask(20)

    measure_reach.apply()

    assert ReachRun.objects.get(pk=run.pk).state == "done"


def test_one_measurement_a_night(members):
    services.ask_nightly(now=NOW)
    services.ask_nightly(now=NOW + timedelta(hours=1))
    services.ask_nightly(now=NOW + timedelta(hours=24))
    assert ReachRun.objects.count() == 2

    ask_nightly_reach.apply()

    assert ReachRun.objects.count() == 3


def test_old_runs_are_forgotten(stage, monkeypatch):
    monkeypatch.setattr(services, "KEPT_RUNS", 2)
    runs = [finish(ask(1), turns=5, now=NOW + timedelta(days=day)) for day in range(3)]

    assert set(ReachRun.objects.values_list("pk", flat=True)) == {runs[1].pk, runs[2].pk}


def test_the_command_prints_a_table_and_keeps_the_run(members, capsys):
    call_command("reach", tastes=20, correction="mutual", seed=3)

    printed = capsys.readouterr().out
    run = ReachRun.objects.get()
    assert (run.state, run.correction, run.seed) == ("done", "mutual", 3)
    assert [line.split()[0] for line in printed.splitlines()[2:]] == [
        *("neighbours", "synthetic", "recorded"),
    ]


def test_corrections_are_compared_as_a_table(members, capsys):
    call_command("compare_corrections", tastes=5)

    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[1] for row in rows[2:]] == ["none", "csls", "centering", "nicdm", "mutual"]
