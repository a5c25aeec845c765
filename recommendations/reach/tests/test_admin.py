"""Reach and exposure in the admin, as curators use them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate, now

from bands.models import Band
from config.tests.stage import set_stage
from config.tests.world import make_member
from recommendations.exposure.models import ExposureDay
from recommendations.reach import services
from recommendations.reach.models import ReachRun

pytestmark = pytest.mark.django_db

REACH = f"/{settings.ADMIN_PATH}/recommendations/reachrun/"
LEDGER = f"/{settings.ADMIN_PATH}/recommendations/exposedband/"


@pytest.fixture
def root(client):
    client.force_login(make_member(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def stage():
    return set_stage()


def measured(**changes) -> ReachRun:
    asked = {"algorithm": "v3", "correction": "none", "n_tastes": 30, "seed": 1, "n_neighbours": 5}
    run = services.ask_reach(now=now(), **asked | changes)
    services.work(run_id=run.pk, now=now(), seconds=1000)
    return ReachRun.objects.get(pk=run.pk)


def test_a_curator_asks_and_a_worker_measures(root, stage):
    """FEATURES N3."""
    form = {
        "algorithm": "v2",
        "correction": "csls",
        "n_tastes": 20,
        "seed": 5,
        "n_neighbours": 5,
    }
    answer = root.post(f"{REACH}add/", form)

    run = ReachRun.objects.get()
    assert answer.status_code == 302
    assert (run.state, run.algorithm, run.correction) == ("waiting", "v2", "csls")
    waiting = root.get(f"{REACH}{run.pk}/change/")
    assert waiting["Refresh"] == "3"
    assert "<progress" in waiting.text

    services.work_on_next(now=now(), seconds=1000)

    page = root.get(f"{REACH}{run.pk}/change/")
    assert "Refresh" not in page
    assert "<progress" not in page.text


@pytest.mark.parametrize(("field", "value"), [("n_tastes", "0"), ("n_neighbours", "1000")])
def test_what_cannot_be_measured_is_said_at_the_field(root, field, value):
    form = {"algorithm": "v3", "correction": "none", "n_tastes": 9, "seed": 1, "n_neighbours": 5}

    answer = root.post(f"{REACH}add/", form | {field: value})

    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert not ReachRun.objects.exists()


def test_a_runs_page_lists_hubs_and_orphans_each_one_click_from_the_band(root, stage):
    """FEATURES N3."""
    run = measured()

    page = root.get(f"{REACH}{run.pk}/change/")

    synthetic = run.measures.get(kind="synthetic")
    hub = run.band_ids[synthetic.occurrences.index(max(synthetic.occurrences))]
    assert f"/{settings.ADMIN_PATH}/bands/band/{hub}/change/" in page.text
    orphan = run.band_ids[synthetic.occurrences.index(0)]
    assert f"/{settings.ADMIN_PATH}/bands/band/{orphan}/change/" in page.text
    assert page.text.count("<svg") - page.text.count("<svg class") >= 2
    assert "style=" not in page.text.split("<main")[-1]


def test_two_runs_stand_side_by_side(root, stage):
    plain, corrected = measured(), measured(correction="mutual")

    page = root.get(f"{REACH}{corrected.pk}/change/?against={plain.pk}")

    assert page.text.count("plot-mark plot-2") > 0
    assert str(plain) in page.text
    assert root.get(f"{REACH}{corrected.pk}/change/?against=nonsense").status_code == 200


def test_a_run_that_is_not_there_is_not_found(root):
    for wrong in ("999999", "x", "9" * 30):
        assert root.get(f"{REACH}{wrong}/change/").status_code == 404
        assert root.get(f"{LEDGER}{wrong}/change/").status_code == 404


def test_the_list_of_runs_costs_the_same_for_one_or_many(
    root, stage, django_assert_max_num_queries
):
    for _run in range(3):
        measured(n_tastes=1)

    with django_assert_max_num_queries(8):
        page = root.get(REACH)

    assert page.text.count("V3") >= 3


def test_a_bands_ledger_shows_totals_and_days(root, stage):
    """FEATURES N13."""
    band, today = Band.objects.first(), localdate()
    for ago, shown in ((0, 7), (3, 5), (100, 30)):
        day = today - timedelta(days=ago)
        ExposureDay.objects.create(band=band, day=day, shown=shown, opened=1, picked=ago % 2)

    page = root.get(f"{LEDGER}{band.pk}/change/")

    assert "<td>42</td>" in page.text
    assert 'id="exposure"' in page.text
    assert page.text.count('<th scope="row">') == 2
    assert "plot-line plot-3" in page.text
    assert "좋아함" not in page.text


def test_a_ledger_without_days_says_so(root, stage):
    page = root.get(f"{LEDGER}{Band.objects.first().pk}/change/")

    assert "아무 일도 없었습니다" in page.text


def test_bands_that_were_never_shown_are_listed(root, stage, django_assert_max_num_queries):
    """FEATURES N13."""
    bands = list(Band.objects.order_by("pk"))
    ExposureDay.objects.bulk_create(
        ExposureDay(band=band, day=localdate(), shown=1) for band in bands[1:]
    )

    with django_assert_max_num_queries(8):
        page = root.get(f"{LEDGER}?exposure=never")

    assert [row.pk for row in page.context["cl"].result_list] == [bands[0].pk]
    by_name = root.get(f"{LEDGER}?q=ㅅㄹㅋㄱ").context["cl"].result_list
    assert [row.name for row in by_name] == ["실리카겔"]
