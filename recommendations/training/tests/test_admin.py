"""Trainings in the admin."""

import pytest
from django.conf import settings
from django.utils.timezone import now

from bands.models import Band
from config.tests.stage import set_stage
from config.tests.world import make_member
from embeddings.models import LearnedSpace
from recommendations.training import inputs, services, trial
from recommendations.training.judging import Verdict
from recommendations.training.models import TrainingRun

pytestmark = pytest.mark.django_db

TRAININGS = f"/{settings.ADMIN_PATH}/recommendations/trainingrun/"


@pytest.fixture
def root(client, monkeypatch):
    monkeypatch.setattr(inputs, "TASTES", 20)
    set_stage()
    client.force_login(make_member(is_staff=True, is_superuser=True))
    return client


def judged_run(**figures) -> TrainingRun:
    return TrainingRun.objects.create(
        asked_at=now(),
        finished_at=now(),
        state="refused",
        reason="not_better",
        figures={
            "golden": {"new": 0.6, "old": 0.5},
            "accuracy": {"new": 0.31, "old": 0.3},
            "difference": {"mean": 0.01, "low": -0.01, "high": 0.03},
            "drift": {"keywords": 0.05, "popularity": 0.3},
            "changed": 0.2,
        }
        | figures,
    )


def test_a_person_asks_and_a_worker_learns(root):
    """FEATURES 86."""
    answer = root.post(f"{TRAININGS}train/")

    run = TrainingRun.objects.get()
    assert answer["Location"] == f"{TRAININGS}{run.pk}/change/"
    assert root.get(answer["Location"])["Refresh"] == "3"

    services.work_on_next(now=now())

    page = root.get(answer["Location"])
    assert "Refresh" not in page
    assert "픽이 적어 글과 키워드로만 배웠" in page.text


def test_a_page_tells_figures_and_drift_in_words(root):
    page = root.get(f"{TRAININGS}{judged_run().pk}/change/").text
    assert "+0.0100 (-0.0100 … +0.0300)" in page
    assert "그대로임" in page
    assert "0.300</td><td>바뀜" in page


def test_the_list_draws_the_accuracy_of_each_training(root):
    first, second = judged_run(), judged_run(accuracy={"new": 0.4, "old": 0.3})
    page = root.get(TRAININGS).text
    assert "<svg" in page
    assert f"#{first.pk}" in page
    assert f"#{second.pk}" in page


def test_a_list_without_trainings_says_so(root):
    assert "픽으로 견준 적이 아직 없습니다." in root.get(TRAININGS).text


def test_there_is_a_way_back_only_where_something_served_before(root, monkeypatch):
    page = root.post(f"{TRAININGS}roll_back/", follow=True)
    assert "되돌릴 배운 공간이 없습니다." in page.text
    monkeypatch.setattr(trial, "judged", lambda _evidence: Verdict(True, "better"))
    for _night in range(2):
        make_member(bands=Band.objects.order_by("pk")[:2])
        root.post(f"{TRAININGS}train/")
        services.work_on_next(now=now())
    first = LearnedSpace.objects.get(status="retired")

    page = root.post(f"{TRAININGS}roll_back/", follow=True)

    assert LearnedSpace.objects.get(status="active") == first
    assert "다시 쓰기 시작했습니다." in page.text
