"""An operator writes, starts, reads and stops an experiment in the admin."""

import json

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bands.tests.shelf import make_curator
from config.tests.admin_table import make_experiment
from config.tests.reading import links, words
from recommendations.experiments.models import Experiment
from recommendations.experiments.services import start

pytestmark = pytest.mark.django_db

ARMS = [{"algorithm": "v3", "weight": 1}, {"algorithm": "v1", "weight": 2}]


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True), "members.backends.LiveMembers")
    return client


def at(name: str, experiment: Experiment | None = None) -> str:
    args = [experiment.pk] if experiment else []
    return reverse(f"admin:recommendations_experiment_{name}", args=args)


def see(experiment: Experiment, arm: str, times: int, picked: int = 0) -> None:
    experiment.exposures.bulk_create(
        experiment.exposures.model(
            experiment=experiment,
            subject=f"{arm}-{number}",
            arm=arm,
            shown=1,
            picked=picked,
            first_seen_at=now(),
        )
        for number in range(times)
    )


def test_an_experiment_is_written_started_after_a_question_and_stopped(root):
    """FEATURES 91."""
    form = {"name": "V1이 나을까", "slug": "v1", "arms": json.dumps(ARMS)}
    root.post(at("add"), form)
    made = Experiment.objects.get()
    assert (made.arms, made.started_at) == (ARMS, None)

    assert at("start", made) in links(root.get(at("report", made)))
    assert "시작할까요?" in words(root.get(at("start", made)))
    made.refresh_from_db()
    assert made.started_at is None
    assert "실험을 시작했습니다." in words(root.post(at("start", made), follow=True))
    assert at("stop", made) in links(root.get(at("report", made)))
    assert "끝낼까요?" in words(root.get(at("stop", made)))
    assert "실험을 끝냈습니다." in words(root.post(at("stop", made), follow=True))
    made.refresh_from_db()
    assert made.ended_at >= made.started_at


def test_arms_are_locked_once_it_runs(root):
    made = make_experiment(arms=ARMS)
    start(experiment_id=made.pk, now=now())

    root.post(at("change", made), {"name": "새 이름", "slug": "x", "arms": "[]"})

    kept = Experiment.objects.get()
    assert (kept.name, kept.slug, kept.arms) == ("새 이름", made.slug, ARMS)


@pytest.mark.parametrize(
    ("arms", "said"),
    [
        (
            [{"algorithm": "v9", "weight": 1}, {"algorithm": "v3", "weight": 1}],
            "모르는 추천 방식: v9",
        ),
        ([{"algorithm": "v3", "weight": 1}], "그룹이 둘은 있어야"),
        ([{"algorithm": "v3", "weight": -1}, {"algorithm": "v2", "weight": 1}], "0보다 큰 수"),
        ({"v3": 1}, "모양이어야"),
    ],
)
def test_arms_that_are_none_are_refused_in_words(root, arms, said):
    page = root.post(at("add"), {"name": "a", "slug": "a", "arms": json.dumps(arms)})

    assert said in words(page)
    assert not Experiment.objects.exists()


def test_a_second_experiment_is_told_that_another_runs(root):
    one, other = make_experiment(), make_experiment()
    root.post(at("start", one))

    assert "다른 실험이 돌고 있습니다." in words(root.post(at("start", other), follow=True))


def test_the_report_shows_rates_with_intervals_and_a_chart(root, django_assert_max_num_queries):
    """FEATURES 91."""
    made = make_experiment(
        arms=[{"algorithm": "v3", "weight": 1}, {"algorithm": "v1", "weight": 1}]
    )
    see(made, "v3", 10, picked=1)
    see(made, "v1", 12, picked=2)

    with django_assert_max_num_queries(8):
        page = root.get(at("report", made))

    assert "+1.000 (+1.000 … +1.000)" in words(page)
    assert page.text.count("<svg") >= 1
    assert "믿을 수 없습니다" not in words(page)


def test_the_report_warns_of_numbers_that_do_not_fit(root):
    """FEATURES 91: the sample ratio mismatch."""
    made = make_experiment()
    see(made, "v3", 100)
    see(made, "v2", 30)

    assert "이 실험은 믿을 수 없습니다." in words(root.get(at("report", made)))


def test_the_report_of_nobody_and_of_unreadable_arms_is_a_page(root):
    made = make_experiment()
    assert "아직 아무에게도 보이지 않았습니다." in words(root.get(at("report", made)))
    Experiment.objects.update(arms=[])
    assert "그룹을 읽을 수 없습니다." in words(root.get(at("report", made)))
