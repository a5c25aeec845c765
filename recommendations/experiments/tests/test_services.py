"""An experiment in the making of lists: it chooses, is counted, and never costs a list."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.timezone import now as clock

from config.tests.admin_table import make_experiment
from config.tests.callers import as_member
from config.tests.world import make_band, make_member
from members.services import pick_band, replace_picks, unpick_band
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.experiments import services
from recommendations.experiments.models import Experiment, Exposure
from recommendations.experiments.services import arm_for, report_of, start, stop, subject_of
from recommendations.suggest.models import RecommendList
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import the_example

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
ALMOST_ALL_V1 = [{"algorithm": "v3", "weight": 1e-9}, {"algorithm": "v1", "weight": 1}]
UPDATE = "/api/bands/recommendations/update"


@pytest.fixture
def member():
    return the_example()


@pytest.fixture
def experiment():
    """Runs since NOW, and whoever comes is in the arm v1."""
    made = make_experiment(arms=ALMOST_ALL_V1)
    start(experiment_id=made.pk, now=NOW)
    return Experiment.objects.get(pk=made.pk)


def update(member, **options):
    return update_recommendations(member_id=member.pk, now=LATER, **options)


def log() -> list[tuple]:
    return list(Exposure.objects.values_list("arm", "shown", "picked"))


def test_without_an_experiment_a_list_is_v3_and_nothing_is_logged(member):
    """CONTRACT D18."""
    make_experiment(arms=ALMOST_ALL_V1)

    assert update(member).algorithm == "v3"
    assert (log(), RecommendList.objects.get().experiment_id) == ([], None)


def test_a_running_experiment_chooses_and_the_list_is_logged_once_a_subject(member, experiment):
    """FEATURES 91."""
    made = update(member)
    update(member)

    assert (made.algorithm, made.requested_algorithm, len(made.items)) == ("v1", "v1", 3)
    assert log() == [("v1", 2, 0)]
    assert Exposure.objects.get().first_seen_at == LATER


def test_whoever_asks_for_an_algorithm_gets_it_and_is_in_no_arm(member, experiment):
    """CONTRACT A11: and a later list of the experiment counts again."""
    assert update(member, algorithm="v3").algorithm == "v3"
    assert (log(), RecommendList.objects.get().experiment_id) == ([], None)


def test_the_contracts_door_stays_v3_until_somebody_starts_an_experiment(member):
    """CONTRACT D15, D18; FEATURES 91."""
    made = make_experiment(arms=ALMOST_ALL_V1)
    asked = [as_member(member).post(UPDATE).json()["payload"]["meta"]["algorithm"]]
    start(experiment_id=made.pk, now=NOW)
    asked.append(as_member(member).post(UPDATE).json()["payload"]["meta"]["algorithm"])
    asked.append(
        as_member(member).post(f"{UPDATE}?algorithm=v3").json()["payload"]["meta"]["algorithm"]
    )
    stop(experiment_id=made.pk, now=clock())
    asked.append(as_member(member).post(UPDATE).json()["payload"]["meta"]["algorithm"])

    assert asked == ["v3", "v1", "v3", "v3"]


def test_the_page_is_in_the_experiment_too(member, experiment, client):
    client.force_login(member, "members.backends.LiveMembers")
    client.post("/list/update/")

    assert log() == [("v1", 1, 0)]


def test_a_list_that_is_not_stored_is_not_logged(member, experiment):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        update(member)
        1 / 0  # noqa: B018

    assert log() == []


def test_the_log_names_nobody_and_two_experiments_give_two_names(settings):
    """The subject needs the site's secret, and no column leads to a member."""
    one = subject_of(7, "a")
    assert one == subject_of(7, "a")
    assert len({one, subject_of(7, "b"), subject_of(8, "a")}) == 3
    settings.SECRET_KEY = "another secret of more than 32 letters"
    assert subject_of(7, "a") != one
    names = {field.name for field in Exposure._meta.get_fields()}
    assert names == {"id", "experiment", "subject", "arm", "first_seen_at", "shown", "picked"}


class TestPicks:
    def test_a_pick_of_a_shown_band_counts_once_however_often_it_is_put_back(
        self, member, experiment
    ):
        """FEATURES 91."""
        band = update(member).items[0].band
        for minute in range(3):
            pick_band(member=member, band=band, now=LATER + timedelta(minutes=minute))
            unpick_band(member=member, band=band)

        assert log() == [("v1", 1, 1)]

    def test_picks_put_as_a_whole_count_what_is_new_of_the_list(self, member, experiment):
        shown = [item.band.pk for item in update(member).items]
        kept = list(member.band_picks.values_list("band_id", flat=True))
        other = make_band().pk

        replace_picks(member=member, band_ids=[*kept, *shown[:2], other], keyword_ids=[], now=LATER)

        assert log() == [("v1", 1, 2)]

    def test_other_bands_do_not_count(self, member, experiment):
        update(member)
        pick_band(member=member, band=make_band(), now=LATER)

        assert log() == [("v1", 1, 0)]

    def test_picks_from_a_list_that_no_arm_made_do_not_count(self, member, experiment):
        update(member)
        band = update(member, algorithm="v3").items[0].band
        pick_band(member=member, band=band, now=LATER)

        assert log() == [("v1", 1, 0)]

    def test_after_the_end_nothing_counts(self, member, experiment):
        band = update(member).items[0].band
        stop(experiment_id=experiment.pk, now=LATER)
        pick_band(member=member, band=band, now=LATER)

        assert log() == [("v1", 1, 0)]

    def test_a_log_that_is_away_costs_no_pick(self, member, experiment, caplog):
        band = update(member).items[0].band
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE experiment_exposure RENAME TO elsewhere")
            pick_band(member=member, band=band, now=LATER)
            assert member.band_picks.filter(band=band).exists()
            transaction.set_rollback(True)

        assert "a pick was not counted" in caplog.text


class TestFaults:
    """FEATURES 91: a broken experiment never breaks a list."""

    def test_arms_that_cannot_be_read(self, member, experiment, caplog):
        Experiment.objects.update(arms={"v3": 1})

        assert update(member).algorithm == "v3"
        assert "could not choose" in caplog.text

    def test_an_algorithm_that_is_gone(self, member, experiment, caplog):
        arms = [{"algorithm": "gone", "weight": 1}, {"algorithm": "v3", "weight": 1e-9}]
        Experiment.objects.update(arms=arms)

        assert update(member).algorithm == "v3"
        assert ("gone" in caplog.text, log()) == (True, [])

    def test_an_algorithm_that_raises(self, member, experiment, monkeypatch, caplog):
        monkeypatch.setitem(ALGORITHMS, "v1", lambda *_: 1 / 0)

        made = update(member)

        assert (made.algorithm, made.requested_algorithm, len(made.items)) == ("v3", "v3", 5)
        assert "the arm v1 of an experiment failed" in caplog.text
        assert log() == []

    def test_a_log_that_is_away(self, member, experiment, caplog):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE experiment_exposure RENAME TO elsewhere")
            assert len(update(member).items) == 3
            assert RecommendList.objects.get().experiment_id is None
            transaction.set_rollback(True)

        assert "a list was not counted" in caplog.text

    def test_a_database_that_does_not_answer(self, monkeypatch, caplog):
        def fails(_now):
            raise DatabaseError

        monkeypatch.setattr(services.Experiment.objects, "running", fails)
        assert arm_for(member_id=1, now=NOW) is None
        assert "could not choose" in caplog.text

    def test_an_error_of_the_listeners_own_stays_one(self, experiment):
        answer = as_member(make_member()).post(UPDATE)

        assert (answer.status_code, answer.json()["code"]) == (400, "no_bands_picked")


def test_one_experiment_runs_at_a_time():
    """FEATURES 91: the database says so too."""
    one, other = make_experiment(), make_experiment()
    start(experiment_id=one.pk, now=NOW)

    with pytest.raises(services.AnotherRuns):
        start(experiment_id=other.pk, now=LATER)
    with pytest.raises(IntegrityError, match="experiment_one_running"), transaction.atomic():
        Experiment.objects.filter(pk=other.pk).update(started_at=LATER)
    stop(experiment_id=one.pk, now=LATER)
    start(experiment_id=other.pk, now=LATER)


def test_an_experiment_starts_once_and_ends_once(experiment):
    with pytest.raises(services.WrongMoment):
        start(experiment_id=experiment.pk, now=LATER)
    stop(experiment_id=experiment.pk, now=LATER)
    for act in (start, stop):
        with pytest.raises(services.WrongMoment):
            act(experiment_id=experiment.pk, now=LATER)


def test_an_edit_that_was_begun_before_the_start_neither_undoes_it_nor_changes_the_arms():
    made = make_experiment()
    start(experiment_id=made.pk, now=NOW)
    made.name, made.arms = "새 이름", ALMOST_ALL_V1

    with pytest.raises(services.WrongMoment):
        services.edit(experiment=made, changed=["name", "arms"])
    services.edit(experiment=made, changed=["name"])

    kept = Experiment.objects.get()
    assert (kept.name, kept.started_at, kept.arms == ALMOST_ALL_V1) == ("새 이름", NOW, False)


def test_arms_that_are_none_do_not_start():
    made = make_experiment(
        arms=[{"algorithm": "v9", "weight": 1}, {"algorithm": "v3", "weight": 1}]
    )

    with pytest.raises(services.BadExperiment, match="v9"):
        start(experiment_id=made.pk, now=NOW)


def test_the_report_adds_up_the_log_in_one_statement(experiment, django_assert_num_queries):
    """FEATURES 91: rates 1/2, 0 and 2 of three subjects: mean 5/6, variance 13/12."""
    for subject, arm, shown, picked in [("a", "v1", 2, 1), ("b", "v1", 1, 0), ("c", "v1", 1, 2)]:
        experiment.exposures.create(
            subject=subject, arm=arm, shown=shown, picked=picked, first_seen_at=LATER
        )
    with django_assert_num_queries(1):
        control, ours = report_of(experiment).lines

    assert (ours.tally.subjects, ours.tally.shown, ours.tally.picked) == (3, 4, 3)
    assert (ours.rate.mean, ours.tally.rates.variance) == pytest.approx((5 / 6, 13 / 12))
    assert control.tally.subjects == 0
