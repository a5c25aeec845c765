"""Saying something of a band and taking it back, in a real browser on a phone."""

import pytest
from playwright.sync_api import Page, expect

from config.tests.browser.seeing import FAINT, SMALL, settled
from config.tests.browser.test_keyboard import focused_id
from config.tests.browser.test_looks import with_a_list
from config.tests.browser.walks import overflow

pytestmark = pytest.mark.browser


def names(page: Page) -> list[str]:
    return page.locator(".found h2").all_inner_texts()


def again(page: Page) -> None:
    page.locator("#head").get_by_role("button", name="다시 추천").click()
    expect(page.locator("#head .note")).to_have_count(0)


def test_a_disliked_band_leaves_the_list_and_comes_back_when_undone(visit):
    """CONTRACT A1, S70; FEATURES 33, 52-55."""
    visitor = visit(width=390)
    page = with_a_list(visitor)
    before = names(page)
    place = page.locator(".found").first

    place.get_by_role("button", name="취향이 아니에요").click()

    expect(place).to_contain_text(f"{before[0]}: 취향이 아니라고 해서 추천에서 뺐어요.")
    expect(page.locator("#spoken")).to_contain_text(before[0])
    expect(place.get_by_role("button", name="되돌리기")).to_be_focused()
    place.get_by_role("button", name="너무 비슷함").click()
    expect(place.locator("[aria-pressed=true]")).to_have_text("너무 비슷함")
    assert overflow(page) <= 0
    again(page)
    expect(page.locator(".found h2")).to_have_count(len(before))
    assert before[0] not in names(page)

    visitor.go("/me/feedback/")
    page.get_by_role("button", name="되돌리기").click()
    expect(page.locator(".reacted-row")).not_to_contain_text("너무 비슷함")
    expect(page.locator("#spoken")).to_have_text(f"{before[0]}: 반응을 되돌렸어요.")
    visitor.go("/list/")
    again(page)
    assert names(page) == before


def test_undo_in_place_gives_the_card_back_with_the_keyboard(visit):
    page = with_a_list(visit(width=390))
    before = names(page)
    place = page.locator(".found").nth(1)
    place.get_by_role("button", name="취향이 아니에요").focus()
    page.keyboard.press("Enter")
    undo = place.get_by_role("button", name="되돌리기")
    expect(undo).to_be_focused()
    settled(page)

    page.keyboard.press("Enter")

    expect(undo).to_have_count(0)
    assert names(page) == before
    expect(page.locator("#head .note")).to_have_count(0)
    expect(place.get_by_role("button", name="취향이 아니에요")).to_be_focused()


def test_a_like_keeps_the_focus(visit):
    page = with_a_list(visit(width=390))
    like = page.locator(".found").first.get_by_role("button", name="좋아요")
    button = like.get_attribute("id")
    like.press("Enter")

    expect(like).to_have_attribute("aria-pressed", "true")
    assert focused_id(page) == button


def test_the_whole_way_works_without_script(visit):
    page = with_a_list(visit(width=390, script=False))
    before = names(page)
    place = page.locator(".found").first
    place.get_by_text("그 밖에").click()
    place.get_by_role("button", name="30일 동안 숨기기").click()
    expect(place).to_contain_text("까지 추천에서 숨겨요.")

    place.get_by_role("button", name="되돌리기").click()

    assert names(page) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_lines_and_buttons_fit_a_phone_in_both_themes(visit, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    page = with_a_list(visitor)
    page.locator(".found").nth(1).get_by_text("그 밖에").click()
    page.locator(".found").nth(2).get_by_role("button", name="좋아요").click()
    page.locator(".found").first.get_by_role("button", name="취향이 아니에요").click()
    page.locator(".found").first.get_by_role("button", name="너무 비슷함").click()
    expect(page.locator(".found [aria-pressed=true]")).to_have_count(2)
    for path in ("/list/", "/me/feedback/"):
        visitor.go(path)
        page.locator("summary", has_text="그 밖에").first.click()
        assert overflow(page) <= 0, path
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate(FAINT) == [], path
