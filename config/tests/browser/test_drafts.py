"""A curator's way from an edit to what listeners see, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bands.acts import stored_acts
from bands.drafts.models import BandDraft
from bands.models import Band
from config.roles import CURATOR, SENIOR
from config.tests.browser.conftest import Visitor
from config.tests.browser.walks import overflow, sign_in

pytestmark = pytest.mark.browser

TEXT = "[name=description]"
SAYS = {
    "ko": {
        "draft": "초안으로 저장",
        "publish": "발행하기",
        "history": "이 판으로 되돌리기",
    },
    "en": {
        "draft": "Save as a draft",
        "publish": "Publish",
        "history": "Go back to this one",
    },
}
both_ways = pytest.mark.parametrize(
    ("language", "script"), [("ko", True), ("ko", False), ("en", True)]
)


def band() -> Band:
    return Band.objects.get(key="act-0")


def text() -> str:
    return stored_acts([band().pk])[band().pk].description


def at(visitor: Visitor, page: str) -> Page:
    return visitor.go(reverse(f"admin:bands_band_{page}", args=[band().pk]))


def submit(page: Page, name: str) -> None:
    page.locator(".submit-row").get_by_role("button", name=name, exact=True).click()


@both_ways
def test_an_edit_becomes_a_draft_and_a_senior_curator_publishes_it(visit, language, script):
    says, before = SAYS[language], text()
    curator = visit(language=language, script=script)
    sign_in(curator, CURATOR)
    page = at(curator, "change")
    page.locator(TEXT).fill(before.replace("낮은 목소리", "높은 목소리"))
    submit(page, says["draft"])

    expect(page.locator(".difference del")).to_have_text("낮은")
    expect(page.locator(".difference ins")).to_have_text("높은")
    assert text() == before

    senior = visit(language=language, script=script)
    sign_in(senior, SENIOR)
    page = at(senior, "change")
    page.locator(".open-drafts a").click()
    page.locator(".object-tools").get_by_role("link", name=says["publish"], exact=True).click()
    expect(page.locator(".difference ins")).to_have_text("높은")
    submit(page, says["publish"])

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert "높은 목소리" in text()
    if language == "ko":
        shown = senior.go(f"/bands/{band().pk}/")
        expect(shown.locator("main")).to_contain_text("높은 목소리")


@pytest.mark.parametrize("script", [True, False])
def test_the_second_of_two_curators_is_told_keeps_the_own_text_and_chooses(visit, script):
    """RELIABILITY F12."""
    first, second = visit(script=script), visit(script=script)
    for visitor in (first, second):
        sign_in(visitor, SENIOR)
        at(visitor, "change")
    first.page.locator("[name=name]").fill("실리카")
    first.page.locator(TEXT).fill("먼저 쓴 글.")
    submit(first.page, "저장하고 공개에 반영")
    expect(first.page.locator(".messagelist .success")).to_be_visible()

    page = second.page
    page.locator(TEXT).fill("나중에 쓴 글.")
    submit(page, "저장하고 공개에 반영")

    told = page.locator(".conflict")
    expect(told).to_contain_text("아직 아무것도 저장하지 않았고")
    expect(told.locator("ins", has_text="먼저 쓴 글.")).to_be_visible()
    expect(page.locator(TEXT)).to_have_value("나중에 쓴 글.")
    assert text() == "먼저 쓴 글."

    told.locator("tr", has_text="소개").get_by_label("내 것").check()
    submit(page, "저장하고 공개에 반영")

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert (band().name, text()) == ("실리카", "나중에 쓴 글.")


@both_ways
def test_a_band_goes_back_to_what_it_was(visit, language, script):
    says, before = SAYS[language], text()
    visitor = visit(language=language, script=script)
    sign_in(visitor, SENIOR)
    page = at(visitor, "change")
    page.locator(TEXT).fill("다른 글.")
    page.locator("[name=_save]").click()
    page = at(visitor, "history")
    expect(page.locator(".step").first.locator("ins")).to_have_text("다른 글.")

    page.get_by_role("link", name=says["history"]).click()
    expect(page.locator(".difference del")).to_have_text("다른 글.")
    assert text() == "다른 글."
    submit(page, says["history"])

    expect(page.locator(".step")).to_have_count(3)
    assert text() == before


def test_a_draft_is_scheduled_and_discarded(visit):
    visitor = visit()
    sign_in(visitor, SENIOR)
    page = at(visitor, "change")
    page.locator(TEXT).fill("다른 글.")
    submit(page, "초안으로 저장")
    page.get_by_role("link", name="예약하기").click()
    page.locator("[name=publish_at]").fill("2099-03-01T09:00")
    submit(page, "예약하기")
    expect(page.locator("#draft-state")).to_contain_text("예약됨 · 2099년 3월 1일")

    page.get_by_role("link", name="버리기").click()
    submit(page, "버리기")

    expect(page.locator("#draft-state")).to_have_text("버림")
    assert BandDraft.objects.get().state == "discarded"


def test_what_changed_is_said_without_colour_and_fits_a_phone(visit):
    visitor = visit(width=390)
    sign_in(visitor, SENIOR)
    page = at(visitor, "change")
    page.locator(TEXT).fill("다른 글.")
    submit(page, "초안으로 저장")

    assert overflow(page) <= 0
    for mark, sign, line in (("del", "−", "line-through"), ("ins", "+", "underline")):
        said = page.locator(f".difference {mark}").first
        shown = said.evaluate("item => getComputedStyle(item, '::before').content")
        assert sign in shown
        assert line in said.evaluate("item => getComputedStyle(item).textDecorationLine")
