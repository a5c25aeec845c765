"""Trainings in the database: promoted, refused, skipped, killed (FEATURES 86).

CONTRACT S100, S101, S104, M10, M35, A11.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from bands.models import Band
from config.schedule import SCHEDULE
from config.tests.stage import set_stage
from config.tests.world import make_golden_pair, make_keyword, make_member
from embeddings.learned.services import stop
from embeddings.models import BandVector, LearnedSpace, LearnedVector
from members.models import BandFeedback, Member, MemberBand
from recommendations.suggest.services import update_recommendations
from recommendations.tasks import ask_training, train
from recommendations.training import asked, inputs, said, services, trial
from recommendations.training.holdout import is_held
from recommendations.training.judging import Verdict
from recommendations.training.models import TrainingRun

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def stage():
    return set_stage()


@pytest.fixture(autouse=True)
def few_tastes(monkeypatch):
    monkeypatch.setattr(inputs, "TASTES", 20)


@pytest.fixture
def verdicts(monkeypatch):
    """What the judge will say; the rest is as it is."""
    said_next = [Verdict(True, "better")]
    monkeypatch.setattr(trial, "judged", lambda _evidence: said_next[-1])
    return said_next


def learn(now=NOW) -> TrainingRun:
    services.ask(now=now)
    services.work_on_next(now=now)
    return TrainingRun.objects.first()


def people(n: int) -> None:
    """Members with four picks each, all of one kind of band."""
    bands = list(Band.objects.order_by("pk"))
    members = [Member(username=f"p{i}", email=f"p{i}@example.org") for i in range(n)]
    for i, member in enumerate(Member.objects.bulk_create(members)):
        kind = bands[i % 3 :: 3]
        picks = [kind[(i + step) % len(kind)] for step in range(4)]
        MemberBand.objects.bulk_create(
            MemberBand(member=member, band=band, picked_at=NOW) for band in picks
        )


def change() -> None:
    """Something that the next training has not seen yet."""
    make_member(bands=[Band.objects.order_by("pk").last()])


def test_without_picks_a_space_of_texts_and_keywords_serves_from_the_first_night(
    stage, monkeypatch
):
    """A new site, where nobody has picked anything."""
    gentle = replace(services.FUSING, text=1.0, keywords=1e-6, against_hubs=0.0)
    monkeypatch.setattr(services, "FUSING", gentle)
    run = learn()

    assert (run.state, run.reason) == ("promoted", "no_worse_without"), run.figures
    assert LearnedSpace.objects.active_over(stage.pk) == run.learned_space
    assert run.parameters["listens"] == 0
    assert (run.figures["accuracy"], run.figures["difference"]) == (None, None)


def test_without_picks_what_reaches_fewer_bands_is_refused(stage, monkeypatch):
    loud = replace(services.FUSING, text=0.01, keywords=1.0)
    monkeypatch.setattr(services, "FUSING", loud)
    assert (learn().state, TrainingRun.objects.get().reason) == ("refused", "reaches_fewer")
    assert not LearnedSpace.objects.exists()


def test_lists_are_made_in_what_was_learnt(stage, verdicts):
    learn()
    member = make_member(bands=Band.objects.order_by("pk")[:3], keywords=[make_keyword("밤")])
    made = update_recommendations(member_id=member.pk, now=NOW, algorithm="ours")
    assert "texts_only" not in made.degraded


def test_the_lists_that_are_judged_are_those_that_the_site_makes(stage, verdicts):
    """RELIABILITY D6: one recipe, in memory and in the database."""
    learn()
    loaded = inputs.load(stage)
    rows, word = [0, 7, 12], make_keyword("밤")
    picks = [Band.objects.get(pk=loaded.catalogue.ids[row]) for row in rows]
    member = make_member(bands=picks, keywords=[word])
    made = update_recommendations(member_id=member.pk, now=NOW, algorithm="ours")
    material = inputs.load(stage).material
    [said_of] = material.chosen
    carriers = asked.carriers(trial.csr_array(material.tags.T), material.words[[0]].indices)
    wanted = trial.Wanted(np.array(rows, dtype=np.intp), said_of, carriers)
    [listed] = material.serving.lists([wanted])
    assert [item.band.pk for item in made.items] == loaded.catalogue.ids[listed].tolist()


def test_with_picks_enough_what_is_found_of_held_out_listeners_decides(stage):
    people(120)
    run = learn()
    assert run.figures["with_enough"] == 120
    assert run.figures["asked"] == int(
        is_held(np.array(Member.objects.values_list("pk", flat=True))).sum()
    )
    assert run.figures["accuracy"]["new"] > 0
    assert run.reason in {"better", "no_worse", "worse", "golden_worse"}


def test_nobody_is_named_in_what_is_kept(stage, verdicts):
    people(60)
    run = learn()
    names = set(Member.objects.values_list("username", flat=True))
    kept = str([run.figures, run.parameters, LearnedSpace.objects.values_list("parameters")])
    assert not any(f"'{name}'" in kept for name in names)
    assert set(run.figures["profile"]["keywords"]) <= {
        str(pk) for pk in inputs.load(stage).keyword_ids
    }


def test_what_was_refused_leaves_what_serves_alone(stage, verdicts):
    first = learn()
    verdicts.append(Verdict(False, "not_better"))
    change()

    second = learn(LATER)

    assert (second.state, second.learned_space) == ("refused", None)
    assert LearnedSpace.objects.active_over(stage.pk) == first.learned_space
    assert second.figures["against"] == "learned"


def test_nothing_is_learnt_twice(stage, verdicts):
    learn()
    assert (learn(LATER).state, TrainingRun.objects.first().reason) == ("skipped", "unchanged")
    change()
    assert learn(LATER).state == "promoted"


def test_there_is_a_way_back(stage, verdicts):
    first = learn()
    change()
    learn(LATER)

    call_command("train_ours", roll_back=True)

    assert LearnedSpace.objects.active_over(stage.pk) == first.learned_space
    with pytest.raises(CommandError, match="no learned space"):
        call_command("train_ours", roll_back=True)
    call_command("train_ours", stop=True)
    assert LearnedSpace.objects.active_over(stage.pk) is None


def test_a_way_back_into_another_text_space_is_none(stage, verdicts):
    learn()
    change()
    learn(LATER)
    stage.status = "retired"
    stage.save()
    set_aside = BandVector.objects.count()
    with pytest.raises(services.NothingBefore):
        services.roll_back(now=LATER)
    assert BandVector.objects.count() == set_aside


@pytest.mark.parametrize("left", [None, 5])
def test_without_a_catalogue_it_is_skipped_and_says_why(left):
    if left:
        set_stage()
        Band.objects.filter(pk__in=Band.objects.order_by("pk")[left:]).update(is_published=False)
    run = learn()
    assert (run.state, run.reason) == ("skipped", said.FEW_BANDS if left else said.NO_SPACE)


def test_a_space_that_is_not_complete_is_not_learnt_over(stage):
    BandVector.objects.first().delete()
    assert learn().reason == said.INCOMPLETE
    assert services.ask_when_due(now=LATER) is None


def test_a_complete_text_space_is_learnt_over_at_once_and_once(stage, verdicts):
    """The switch to another text space makes what was learnt useless."""
    train()
    run = TrainingRun.objects.get()
    assert run.state == "promoted"
    train()
    assert TrainingRun.objects.count() == 1
    TrainingRun.objects.update(text_space=None)
    stop()
    train()
    assert TrainingRun.objects.count() == 2


def test_one_training_is_asked_for_at_a_time(stage):
    assert services.ask(now=NOW) == services.ask(now=NOW)
    assert TrainingRun.objects.count() == 1


def test_two_workers_do_not_train_at_once_and_a_killed_one_is_replaced(stage, verdicts):
    """RELIABILITY D8."""
    run = services.ask(now=NOW)
    TrainingRun.objects.update(state="running", claimed_until=NOW + services.LEASE, attempts=1)

    assert not services.work_on(run=run, now=NOW)
    assert not services.work_on_next(now=NOW)
    assert services.work_on_next(now=NOW + services.LEASE)

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("promoted", 2)


def test_a_training_that_kills_every_worker_is_given_up(stage):
    services.ask(now=NOW)
    TrainingRun.objects.update(state="running", attempts=services.MOST_ATTEMPTS)
    services.work_on_next(now=NOW)
    assert (TrainingRun.objects.get().state, TrainingRun.objects.get().reason) == ("failed", "died")


def test_who_was_overtaken_changes_nothing(stage, verdicts, monkeypatch):
    real = services.tried

    def slow(*args):
        TrainingRun.objects.update(claimed_until=LATER)
        return real(*args)

    monkeypatch.setattr(services, "tried", slow)
    assert learn().state == "running"
    assert not LearnedSpace.objects.exists()
    assert not LearnedVector.objects.exists()


def test_a_failure_is_kept_with_what_it_said(stage, monkeypatch):
    def broken(*_args):
        raise ValueError("no numbers")

    monkeypatch.setattr(services, "tried", broken)
    run = learn()
    assert (run.state, run.message) == ("failed", "ValueError: no numbers")
    with pytest.raises(CommandError, match="failed"):
        call_command("train_ours")


def test_drift_is_measured_from_one_verdict_to_the_next(stage, verdicts):
    people(30)
    assert learn().figures["drift"] is None
    everyone = Band.objects.order_by("pk").first()
    MemberBand.objects.exclude(band=everyone).delete()
    for member in Member.objects.exclude(band_picks__band=everyone):
        MemberBand.objects.create(member=member, band=everyone)
    found = learn(LATER).figures["drift"]
    assert found["popularity"] > 0.25


def test_a_dislike_is_not_learnt_from_and_later_picks_are_not_asked_for(stage):
    bands = list(Band.objects.order_by("pk")[:3])
    member = make_member(bands=bands)
    BandFeedback.objects.create(member=member, band=bands[0], stance="not_for_me")
    MemberBand.objects.filter(band=bands[1]).update(picked_at=NOW)
    MemberBand.objects.exclude(band=bands[1]).update(picked_at=LATER)

    rows = list(inputs._picks())
    heard = inputs.load(stage).material.listens

    assert {(band, first) for _who, band, _weight, first in rows} == {
        (bands[0].pk, False),
        (bands[1].pk, True),
        (bands[2].pk, False),
    }
    assert heard.everything.nnz == 2


def test_golden_pairs_and_keywords_are_part_of_what_is_learnt_of(stage, verdicts):
    first = inputs.load(stage)
    make_golden_pair(*Band.objects.order_by("pk")[:2])
    second = inputs.load(stage)
    Band.objects.first().keywords.add(make_keyword("새로운"))
    prints = {one.fingerprint(services.FUSING) for one in (first, second, inputs.load(stage))}
    prints.add(first.fingerprint(replace(services.FUSING, text=0.9)))
    assert len(prints) == 4


def test_the_night_asks_and_the_minute_trains(stage, verdicts, monkeypatch):
    """CONTRACT O8: the beat is the scheduler."""
    monkeypatch.setattr(train, "delay", lambda: None)
    ask_training()
    assert TrainingRun.objects.get().state == "waiting"
    assert SCHEDULE["ask-training"]["task"] == ask_training.name
    assert SCHEDULE["train"]["task"] == train.name
    train()
    assert TrainingRun.objects.get().state == "promoted"
