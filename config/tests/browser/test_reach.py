"""A curator measures reach, compares two runs and reads a band's ledger, without JavaScript."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate, now
from playwright.sync_api import Page, expect

from bands.models import Band
from config.tests.browser.walks import overflow
from config.tests.world import make_member
from members.roles import Role, give_role
from recommendations.exposure.models import ExposureDay
from recommendations.reach import services

pytestmark = pytest.mark.browser

ADMIN = f"/{settings.ADMIN_PATH}/"
REACH = f"{ADMIN}recommendations/reachrun/"
LEDGER = f"{ADMIN}recommendations/exposedband/"


def as_curator(visitor) -> Page:
    member = make_member("curator")
    give_role(member_ids=[member.pk], role=Role("curator"))
    page = visitor.go(ADMIN)
    page.locator("[name=username]").fill("curator")
    page.locator("[name=password]").fill("pw-of-tests")
    page.locator("[type=submit]").click()
    return page


def measure(page: Page, correction: str) -> None:
    page.goto(page.url.split(ADMIN)[0] + f"{REACH}add/")
    page.locator("[name=n_tastes]").fill("4")
    page.locator("[name=correction]").select_option(correction)
    page.locator("[name=_save]").click()
    services.work_on_next(now=now(), seconds=1000)


@pytest.mark.parametrize(("language", "scheme"), [("ko", "light"), ("en", "dark")])
def test_a_curator_measures_and_compares(visit, language, scheme):
    """FEATURES N3."""
    visitor = visit(language=language, scheme=scheme, script=False)
    page = as_curator(visitor)
    measure(page, "none")
    measure(page, "mutual")

    page.locator("#result_list tbody tr").first.locator("a").click()
    page.locator("#against").select_option(index=1)
    page.locator("form .button").click()

    expect(page.locator("figure.plot")).to_have_count(2)
    expect(page.locator(".plot-mark.plot-2").first).to_be_visible()
    expect(page.locator(".orphans a").first).to_be_visible()
    assert overflow(page) <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_curator_reads_a_bands_ledger(visit, width):
    """FEATURES N13."""
    band = Band.objects.get(name="실리카겔")
    for ago in range(40):
        day = localdate() - timedelta(days=ago)
        ExposureDay.objects.create(band=band, day=day, shown=ago % 9, opened=ago % 4, picked=1)
    page = as_curator(visit(width=width))

    page.goto(page.url.split(ADMIN)[0] + LEDGER)
    page.get_by_role("link", name="실리카겔").click()

    chart = page.locator("figure.plot svg:visible")
    expect(chart).to_have_class("plot-narrow" if width == 390 else "plot-wide")
    expect(chart.locator(".plot-line")).to_have_count(6)
    assert overflow(page) <= 0
