"""How the pages look, as far as a machine can tell: widths, touch, contrast, shifts, the dark."""

import pytest
from playwright.sync_api import expect

from bands.models import Band
from config.tests.browser.walks import join, overflow, pick_keyword

pytestmark = pytest.mark.browser

OPEN = [
    "/",
    "/map/",
    "/bands/",
    "/bands/?query=qqqqwwww",
    "/signup/",
    "/login/?next=/pick/",
    "/ask/",
    "/nowhere/",
]
INSIDE = [
    "/pick/",
    "/list/",
    "/map/",
    "/list/rate/",
    "/me/",
    "/me/feedback/",
    "/me/account/",
    "/me/password/",
    "/me/delete/",
    "/ask/?q=몽환적인 밴드",
]
TOUCH = 44  # pixels
SMALL = f"""
[...document.querySelectorAll("button, .button, .nav a, .chip, input:not([type=hidden]), summary")]
  .filter(item => item.checkVisibility() && !item.classList.contains("hidden-words"))
  .filter(item => item.getBoundingClientRect().height < {TOUCH})
  .map(item => item.outerHTML.slice(0, 120))
"""
# WCAG 2: the contrast of each piece of text with the nearest background that is painted.
FAINT = """
() => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const painted = item => {
    for (let at = item; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const item = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !item.checkVisibility()) continue;
    if (item.closest(".hidden-words, .skip")) continue;
    const style = getComputedStyle(item);
    const [one, other] = [light(rgb(style.color)), light(painted(item))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${item.outerHTML.slice(0, 90)}`);
  }
  return faint;
}
"""
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


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


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_page_is_wider_than_a_phone(visit, language):
    visitor = visit(width=390, language=language)
    for path in [*OPEN, band_page()]:
        assert overflow(visitor.go(path)) <= 0, path
    with_a_list(visitor)
    for path in INSIDE:
        assert overflow(visitor.go(path)) <= 0, path
    visitor.forgive()  # the page that is not there


def test_no_page_is_wider_than_the_smallest_phone(visit):
    visitor = visit(width=320)
    with_a_list(visitor)
    for path in [*INSIDE, "/bands/", band_page()]:
        assert overflow(visitor.go(path)) <= 0, path


def test_everything_to_press_is_large_enough_for_a_finger(visit):
    visitor = visit(width=390)
    for path in OPEN[:-1]:
        assert visitor.go(path).evaluate(SMALL) == [], path
    with_a_list(visitor)
    for path in [*INSIDE, band_page()]:
        assert visitor.go(path).evaluate(SMALL) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(visit, scheme):
    visitor = visit(width=390, scheme=scheme)
    for path in [*OPEN, band_page()]:
        assert visitor.go(path).evaluate(FAINT) == [], path
    with_a_list(visitor)
    for path in INSIDE:
        assert visitor.go(path).evaluate(FAINT) == [], path
    visitor.forgive()  # the page that is not there


def test_the_dark_is_dark(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = visit(scheme="dark").go("/").evaluate(ground)
    light = visit(scheme="light").go("/").evaluate(ground)

    brightness = [sum(map(int, colour[4:-1].split(","))) for colour in (dark, light)]
    assert brightness[0] < 120
    assert brightness[1] > 700


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_a_page_comes_in(visit, width):
    visitor = visit(width=width)
    visitor.context.add_init_script(WATCH_SHIFTS)
    join(visitor)
    for path in ("/", "/bands/", "/pick/", band_page()):
        page = visitor.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.02, path


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


def test_every_image_and_field_has_a_name(visit):
    visitor = visit()
    with_a_list(visitor)
    for path in ["/bands/", band_page(), *INSIDE]:
        page = visitor.go(path)
        assert page.locator("img:not([alt])").count() == 0, path
        for name in page.locator("button").all_inner_texts():
            assert name.strip() or path, path


def test_keywords_can_be_picked_on_a_phone_in_the_dark(visit):
    page = join(visit(width=390, scheme="dark"))

    pick_keyword(page, "밤")

    expect(page.locator("#keywords")).to_be_visible()
