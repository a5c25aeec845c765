"""The map in a browser: narrow and wide, light and dark, with script and without."""

import re

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from config.tests.browser.seeing import FAINT, SMALL, settled
from config.tests.browser.test_looks import with_a_list
from config.tests.browser.walks import overflow
from recommendations.mapping.services import draw_map

pytestmark = pytest.mark.browser

COVERED = """
() => {
  const box = item => item.getBoundingClientRect();
  const boxes = [...document.querySelectorAll("#map text")].map(box);
  const map = box(document.querySelector("#map svg"));
  return boxes.some((a, n) => a.left < map.left || a.right > map.right || boxes.some((b, m) =>
    m > n && a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom));
}
"""


def the_map(visitor):
    draw_map(now=now())
    with_a_list(visitor)
    return visitor.go("/map/")


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(320, "en", "light"), (390, "ko", "dark"), (1280, "en", "dark"), (1280, "ko", "light")],
)
def test_the_map_fits_and_its_words_can_be_read(visit, width, language, scheme):
    page = the_map(visit(width=width, language=language, scheme=scheme))

    assert overflow(page) <= 0
    expect(page.locator("#map .found-mark")).to_have_count(5)
    assert not page.evaluate(COVERED)
    assert page.evaluate(FAINT) == []
    assert page.evaluate(SMALL) == []


def test_a_dot_leads_to_its_band_without_script(visit):
    draw_map(now=now())
    page = visit(script=False).go("/map/")

    expect(page.locator("#map-zoom")).to_be_hidden()
    dot = page.locator("#map .others a").last
    name = dot.locator("title").text_content()
    dot.click(force=True)

    expect(page.locator("h1")).to_have_text(name)


def test_with_script_one_can_look_closer_and_is_told_the_name(visit):
    page = the_map(visit())
    svg = page.locator("#map svg")

    page.locator("#map-zoom button").first.click()
    expect(svg).to_have_attribute("viewBox", re.compile(r" 625 625$"))
    page.locator("#map-zoom button").last.click()
    expect(svg).to_have_attribute("viewBox", "0 0 1000 1000")
    page.locator("#map .found-mark").first.focus()
    expect(page.locator("#map-said")).to_contain_text("1위")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_band_is_picked_from_the_map(visit, width):
    """By a press a little beside its dot, without leaving the map."""
    page = the_map(visit(width=width))
    dot = page.locator("#map .others a").first
    box = dot.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 2, box["y"] + box["height"] / 2 + 2)
    expect(page.locator("#map-card")).to_be_focused()
    settled(page)
    page.locator("#map-card button").press("Enter")

    expect(page.locator("#map-card [aria-pressed=true]")).to_be_focused()
    expect(page.locator("#bar")).to_contain_text("4팀 골랐어요")
    expect(page.locator("#map .others a[data-picked=true]")).to_have_count(1)


def test_a_mark_is_opened_and_left_with_the_keyboard(visit):
    page = the_map(visit())
    mark = page.locator("#map .found-mark").first
    mark.press("Enter")
    expect(page.locator("#map-card h2")).to_be_visible()
    page.keyboard.press("Escape")

    expect(mark).to_be_focused()
