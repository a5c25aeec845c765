"""A curator is led to what is missing, mends it, and makes one band of two (FEATURES 64, 65)."""

import pytest
from django.conf import settings
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from bands.duplicates import services as duplicates
from bands.models import Band, BandDescription
from bands.tests.shelf import make_curator
from config.tests.browser.walks import overflow
from members.models import MemberBand
from members.services import pick_band

pytestmark = pytest.mark.browser

ADMIN = f"/{settings.ADMIN_PATH}/"
SAYS = {
    "ko": {"merge": "하나로 합치기", "undo": "합치기 취소"},
    "en": {"merge": "Merge into one", "undo": "Undo the merge"},
}


def come_in(visitor) -> Page:
    make_curator("curator", is_superuser=True)
    page = visitor.go(ADMIN)
    page.locator("[name=username]").fill("curator")
    page.locator("[name=password]").fill("pw")
    page.locator("[type=submit]").click()
    expect(page.locator(".board")).to_be_visible()
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_board_one_click_leads_to_the_mend_and_the_count_falls(visit, width):
    """Without JavaScript."""
    for name in ("혁오", "라쿠나"):
        BandDescription.objects.filter(band__name=name).update(text="")
    page = come_in(visit(width=width, script=False))
    row = page.locator('.board-row:has(a[href$="symptom=text"])')
    expect(row.locator(".board-amount")).to_have_text("2")
    assert overflow(page) <= 0

    row.locator(".board-first").click()
    page.locator("#id_description").fill("다시 쓴 소개. 낮은 목소리가 천천히 걸어온다.")
    page.locator("[name=_save]").first.click()

    page.goto(page.url.split(ADMIN)[0] + ADMIN)
    expect(row.locator(".board-amount")).to_have_text("1")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_two_bands_become_one_and_two_again(visit, width, language):
    visitor = visit(width=width, language=language)
    one = Band.objects.get(name="실리카겔")
    other = Band.objects.get(name="봉제인간")
    Band.objects.filter(pk=other.pk).update(name="실리카 겔")
    other.names.filter(is_primary=True).update(text="실리카 겔")
    duplicates.find_by_name(now=now())
    page = come_in(visitor)
    member = make_curator("listener")
    pick_band(member=member, band=other, now=now())

    page.locator(f'.board-first[href*="/{one.pk}/{other.pk}/merge/"]').click()
    expect(page.locator(".merge-side")).to_have_count(2)
    assert overflow(page) <= 0
    page.get_by_role("button", name=SAYS[language]["merge"], exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    assert MemberBand.objects.get(member=member).band == one

    page.get_by_role("button", name=SAYS[language]["undo"], exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    assert MemberBand.objects.get(member=member).band == other
    assert overflow(page) <= 0
