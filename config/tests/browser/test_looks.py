"""How the pages look, as far as a machine can tell: the smallest phone, shifts, the dark."""

import pytest
from playwright.sync_api import expect

from bands.models import Band
from config.tests.browser.seeing import MOST_SHIFT, WATCH_SHIFTS
from config.tests.browser.walks import join, overflow, pick_keyword

pytestmark = pytest.mark.browser

INSIDE = [
    "/pick/",
    "/list/",
    "/map/",
    "/list/rate/",
    "/dig/",
    "/list/why-not/?q=밴드",
    "/me/",
    "/me/feedback/",
    "/me/account/",
    "/me/password/",
    "/me/delete/",
    "/ask/?q=몽환적인 밴드",
]


def band_page() -> str:
    return f"/bands/{Band.objects.get(name='실리카겔').pk}/"


def with_a_list(visitor):
    """A member's window; the list is made."""
    page = join(visitor)
    for place in range(3):
        page.locator("#results button").nth(place).click()
        expect(page.locator("#chips button")).to_have_count(place + 1)
    chip = page.locator("#keywords button").nth(2)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    page.locator("#go").click()
    page.wait_for_url("**/list/")
    return page


def test_no_page_is_wider_than_the_smallest_phone(visit):
    visitor = visit(width=320)
    with_a_list(visitor)
    for path in [*INSIDE, "/bands/", band_page()]:
        assert overflow(visitor.go(path)) <= 0, path


def test_the_dark_is_dark(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = visit(scheme="dark").go("/").evaluate(ground)
    light = visit(scheme="light").go("/").evaluate(ground)

    brightness = [sum(map(int, colour[4:-1].split(","))) for colour in (dark, light)]
    assert brightness[0] < 120
    assert brightness[1] > 700


def test_nothing_jumps_while_a_wide_page_comes_in(visit):
    """On a phone `test_accessible.py` looks at every page."""
    visitor = visit(width=1280)
    visitor.context.add_init_script(WATCH_SHIFTS)
    join(visitor)
    for path in ("/", "/bands/", "/pick/", band_page()):
        page = visitor.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < MOST_SHIFT, path


def test_every_page_has_one_title_of_its_own_and_one_heading(visit):
    visitor = visit()
    with_a_list(visitor)
    titles = set()
    for path in ["/bands/", band_page(), *INSIDE]:
        page = visitor.go(path)
        titles.add(page.title())
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1
    assert len(titles) == 2 + len(INSIDE)


def test_keywords_can_be_picked_on_a_phone_in_the_dark(visit):
    page = join(visit(width=390, scheme="dark"))

    pick_keyword(page, "밤")

    expect(page.locator("#keywords")).to_be_visible()
