"""The operator's charts and tables of figures, on a phone and on a desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from config.roles import SENIOR
from config.tests.admin_table import make_evaluation, make_experiment, make_rating
from config.tests.admin_table import make_weekly_answer as make_answer
from config.tests.browser.walks import overflow, sign_in
from config.tests.world import make_band, make_member
from members.models import BandFeedback
from recommendations.evaluation.models import EvaluationRun
from recommendations.experiments.models import Exposure
from recommendations.exposure.models import ExposureDay
from recommendations.training.models import TrainingRun

pytestmark = pytest.mark.browser

SCROLLING = """
() => [...document.querySelectorAll("main *")]
  .filter(item => ["auto", "scroll"].includes(getComputedStyle(item).overflowX))
  .filter(item => item.clientWidth && item.scrollWidth > item.clientWidth + 1)
  .map(item => item.outerHTML.slice(0, 80))
"""
BOTH = {"new": 0.9, "old": 0.8}
FIGURES = dict.fromkeys(("golden", "accuracy", "reached", "skewness", "rank"), BOTH) | {
    "difference": {"mean": 0.012, "low": 0.003, "high": 0.021},
    "drift": {"keywords": 0.05, "popularity": 0.2},
    "changed": 0.4,
}


@pytest.fixture
def figures(transactional_db):
    """Of every kind a few, so that every chart and every table has something to show."""
    for number in range(6):
        at = now() - timedelta(weeks=number % 4)
        make_answer(satisfaction=1 + number % 5, has_reacted=bool(number % 2), answered_at=at)
        make_rating(algorithm=["v1", "v3", "ours"][number % 3], stars=1 + number % 5)
        stance, reason = [("liked", ""), ("not_for_me", "taste"), ("known", "")][number % 3]
        BandFeedback.objects.create(
            member=make_member(), band=make_band(), stance=stance, reason=reason, made_at=at
        )
        TrainingRun.objects.create(
            state="promoted", reason="better", figures=FIGURES, asked_at=at, finished_at=at
        )


def pages() -> dict[str, str]:
    """Of `figures` and of what has a page for itself."""
    experiment = make_experiment(started_at=now())
    for number, arm in enumerate(("v3", "ours") * 3):
        Exposure.objects.create(
            experiment=experiment,
            subject=f"{number}",
            arm=arm,
            first_seen_at=now(),
            shown=4,
            picked=number,
        )
    shown = ExposureDay.objects.create(band=make_band(), day=now().date(), shown=2, opened=1)
    runs = [make_evaluation(), make_evaluation()]
    EvaluationRun.objects.update(of_lists={"coverage@10": 0.1} | {f"@{n}": n for n in range(12)})
    model = "admin:recommendations_{}".format
    lists = ("evaluationrun", "trainingrun", "weeklyanswer", "reception", "rating", "experiment")
    return {name: reverse(model(f"{name}_changelist")) for name in lists} | {
        "training": reverse(model("trainingrun_change"), args=[TrainingRun.objects.first().pk]),
        "report": reverse(model("experiment_report"), args=[experiment.pk]),
        "evaluation": reverse(model("evaluationrun_change"), args=[runs[0].pk]),
        "exposure": reverse(model("exposedband_change"), args=[shown.band_id]),
    }


@pytest.mark.parametrize(
    ("width", "language", "drawn"),
    [(390, "ko", "narrow"), (390, "en", "narrow"), (1280, "ko", "wide"), (1280, "en", "wide")],
)
def test_no_chart_and_no_table_scrolls_sideways(visit, figures, width, language, drawn):
    visitor = visit(width=width, language=language, scheme="dark")
    sign_in(visitor, SENIOR)
    for name, path in pages().items():
        page = visitor.go(path)
        assert overflow(page) <= 0, name
        assert page.evaluate(SCROLLING) == [], name
        for chart in page.locator("figure.plot").all():
            expect(chart.locator("svg:visible")).to_have_class(f"plot-{drawn}")


def test_on_a_phone_a_figure_stands_below_the_name_of_its_column(visit, figures):
    visitor = visit(width=390)
    sign_in(visitor, SENIOR)

    page = visitor.go(pages()["trainingrun"])

    cell = page.locator("#result_list .field-state").first
    named = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert named == '"결과"'
