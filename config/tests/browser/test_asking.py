"""A guest asks in their own words on a phone, and puts right what was understood (CONTRACT R58)."""

from threading import BoundedSemaphore

import pytest
from playwright.sync_api import Page, expect

from config.tests.browser.seeing import FAINT, SMALL
from config.tests.browser.walks import overflow

pytestmark = pytest.mark.browser

TEXT = "쏜애플 좋아해. 비슷하게 몽환적인 밴드"


def ask(page: Page, text: str) -> None:
    """With the keyboard alone."""
    page.locator("#ask-text").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/?q=*")


def wanted(page: Page):
    return page.get_by_role("list", name="찾는 키워드").get_by_role("link")


@pytest.mark.parametrize("script", [True, False])
def test_a_guest_asks_and_takes_a_keyword_out_and_goes_back(visit, script):
    page = visit(width=390, script=script).go("/")
    page.get_by_role("link", name="내 말로 찾기").click()
    ask(page, TEXT)
    expect(page.locator(".how")).to_contain_text("'쏜애플'에 대해 긍정적(0.")
    expect(wanted(page)).to_have_count(1)

    wanted(page).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**without=*")
    expect(wanted(page)).to_have_count(0)
    expect(page.locator(".talk")).to_contain_text(TEXT)

    page.go_back()
    expect(wanted(page)).to_have_count(1)
    page.reload()
    expect(page.locator(".found")).not_to_have_count(0)


@pytest.mark.parametrize("way", ["stream", "poll", "no script"])
def test_a_follow_up_goes_on_whatever_the_browser_can_do(visit, way, monkeypatch):
    """CONTRACT R36, R37; FEATURES 45."""
    visitor = visit(width=390, script=way != "no script")
    if way == "poll":
        monkeypatch.setattr("recommendations.asking.streaming._open", BoundedSemaphore(1))
        monkeypatch.setattr("recommendations.asking.streaming.MOST_SECONDS", -1)
        visitor.forgive()
    page = visitor.go("/ask/")
    ask(page, TEXT)
    expect(page.locator(".found")).not_to_have_count(0)
    page.get_by_role("button", name="다른 거 보여줘").click()
    page.wait_for_url("**then=*")
    expect(page.locator(".how")).to_contain_text("팀은 빼고 찾았어요")
    expect(page.locator(".talk li")).to_have_count(2)
    page.go_back()
    expect(page.locator(".talk li")).to_have_count(1)


def test_a_chip_that_was_pressed_keeps_the_focus(visit):
    page = visit(width=390).go(f"/ask/?q={TEXT}")
    name = wanted(page).get_attribute("id")
    wanted(page).click()
    expect(wanted(page)).to_have_count(0)
    expect(page.locator(f"#{name}")).to_be_focused()


def test_too_long_a_text_stays_in_the_box(visit):
    page = visit(width=390).go("/ask/")
    page.locator("#ask-text").fill("가" * 501)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("500자까지 적을 수 있어요. 지금은 501자예요.")
    expect(page.locator("#ask-text")).to_have_value("가" * 501)
    assert page.url.endswith("/ask/")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_an_answer_fits_its_window_and_can_be_read_and_pressed(visit, width):
    for language, scheme in (("ko", "light"), ("en", "dark")):
        page = visit(width=width, language=language, scheme=scheme).go(f"/ask/?q={TEXT}")
        expect(page.locator(".found")).not_to_have_count(0)
        assert overflow(page) <= 0
        assert page.evaluate(FAINT) == []
        assert page.evaluate(SMALL) == []
