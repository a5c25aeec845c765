"""Everything can be reached and used without a mouse, and one sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from config.tests.browser.seeing import settled
from config.tests.browser.walks import PASSWORD, join, search

pytestmark = pytest.mark.browser

MOST_STEPS = 150
FOCUSED = "document.activeElement"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until there; fail when it cannot be reached."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    pytest.fail(f"Tab never reached {selector}")


def focused_id(page: Page) -> str:
    return page.evaluate(f"{FOCUSED}.id")


def test_the_first_tab_offers_to_skip_to_the_content(visit):
    page = visit().go("/bands/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()

    page.keyboard.press("Enter")

    assert focused_id(page) == "main"


def test_the_whole_way_with_the_keyboard_alone(visit):
    page = visit().go("/signup/")
    for selector, typed in (
        ("[name=username]", "keyboard"),
        ("[name=email]", "k@example.org"),
        ("[name=password]", PASSWORD),
    ):
        tab_to(page, selector)
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/pick/")

    tab_to(page, "#query")
    page.keyboard.type("ㅅㄹㅋㄱ")
    expect(page.locator("#results .card")).to_have_count(1)
    tab_to(page, "#results button")
    page.keyboard.press("Space")
    expect(page.locator("#results [aria-pressed=true]")).to_have_count(1)
    tab_to(page, "#keywords button")
    page.keyboard.press("Enter")
    expect(page.locator("#keywords [aria-pressed=true]")).to_have_count(1)
    tab_to(page, "#go")
    page.keyboard.press("Enter")

    page.wait_for_url("**/list/")
    expect(page.locator(".found")).to_have_count(3)


def test_a_stranger_gets_a_list_with_the_keyboard_alone(visit):
    """CONTRACT S72, S114: the wall reorders itself, and the focus stays at its place in it."""
    page = visit().go("/")
    tab_to(page, "main .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/")
    tab_to(page, "#wall button")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")
    expect(page.locator("#wall button").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_contain_text("2팀 골랐어요")

    tab_to(page, "#go")
    page.keyboard.press("Enter")

    page.wait_for_url("**/list/")
    expect(page.locator(".found")).to_have_count(3)
    expect(page.locator(".nav")).to_contain_text("가입")


def test_the_focus_stays_on_a_button_that_was_swapped(visit):
    page = join(visit())
    first = page.locator("#results button").first
    button = first.get_attribute("id")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{button}")).to_have_attribute("aria-pressed", "true")

    assert focused_id(page) == button


def test_the_focus_moves_to_the_next_chip_when_one_is_gone(visit):
    page = join(visit())
    for place in (0, 1):
        page.locator("#results button").nth(place).click()
        expect(page.locator("#chips button")).to_have_count(place + 1)
    settled(page)
    page.locator("#chips button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chips button")).to_have_count(1)

    expect(page.locator("#chips button")).to_be_focused()


def test_typing_keeps_the_focus_in_the_box(visit):
    page = join(visit())

    search(page, "혁오", "혁오")

    assert focused_id(page) == "query"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_sees_where_the_focus_is(visit, scheme):
    page = join(visit(scheme=scheme))
    for selector in (".brand", ".nav a", "#query", "#results button", "#keywords button"):
        page.locator(selector).first.focus()
        page.keyboard.press("Shift")  # so that the browser knows that a keyboard is used
        outline = page.evaluate(f"getComputedStyle({FOCUSED}).outlineWidth")
        assert float(outline.removesuffix("px")) >= 3, selector


def test_the_text_of_a_band_unfolds_with_the_keyboard(visit):
    visitor = visit()
    page = join(visitor)
    page.locator("#results button").first.click()
    page.locator("#keywords button").first.click()
    page.locator("#go").click()
    page.wait_for_url("**/list/")

    tab_to(page, ".about summary")
    page.keyboard.press("Enter")

    expect(page.locator(".about[open] p")).to_be_visible()
