"""Steering a list in a browser: at once, by keyboard, and back again."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from config.tests.browser.seeing import FAINT, SMALL, settled
from config.tests.browser.test_looks import with_a_list
from config.tests.browser.walks import overflow
from recommendations.mapping.services import draw_map
from recommendations.steering.counting import count_familiarity

pytestmark = pytest.mark.browser

IDS = "items => items.map(item => item.id)"


def test_a_slider_answers_to_the_keyboard_and_the_way_back_gives_the_list_back(visit):
    """FEATURES N7."""
    count_familiarity(now=now())
    visitor = visit()
    with_a_list(visitor)
    page = visitor.go("/dig/")
    before = page.locator("li.found").evaluate_all(IDS)
    slider = page.locator("#steer-depth")
    slider.focus()

    slider.press("End")

    expect(page.locator("#moved")).to_contain_text("빠진 밴드")
    expect(slider).to_be_focused()
    assert "depth=1.00" in page.url
    page.locator("#undo").click()
    expect(page.locator("#moved")).to_have_count(0)
    assert page.locator("li.found").evaluate_all(IDS) == before
    page.go_back()
    expect(page.locator("#moved")).to_contain_text("빠진 밴드")


MOVING = "() => document.getAnimations().filter(one => one.playState === 'running').length"
OUTSIDE = """
() => {
  const map = document.querySelector("#taste > svg").getBoundingClientRect();
  return [...document.querySelectorAll("#taste > svg :is(text, .found-mark, .pick, .gone, .trace)")]
    .map(item => item.getBoundingClientRect())
    .filter(box => box.left < map.left - 1 || box.right > map.right + 1 ||
      box.top < map.top - 1 || box.bottom > map.bottom + 1).length;
}
"""


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(390, "ko", "light"), (390, "en", "dark"), (1280, "en", "light"), (1280, "ko", "dark")],
)
def test_the_map_answers_with_the_list_and_shows_what_moved(visit, width, language, scheme):
    """FEATURES N7: at once, without another page."""
    count_familiarity(now=now())
    draw_map(now=now())
    visitor = visit(width=width, language=language, scheme=scheme)
    with_a_list(visitor)
    page = visitor.go("/dig/")
    page.evaluate("window.isTheSamePage = true")
    expect(page.locator("#taste > svg .found-mark")).to_have_count(5)
    expect(page.locator("#taste .gone")).to_have_count(0)

    page.locator("#steer-depth").press("End")

    expect(page.locator("#taste figcaption .gone")).to_have_count(1)
    settled(page)
    assert page.evaluate("window.isTheSamePage")
    drawn = page.locator("#taste > svg")
    came, went = (drawn.locator(f".{kind} title").all() for kind in ("is-new", "gone"))
    assert len(came) == len(went) > 0
    for title in went:
        name = title.text_content().partition(",")[0]
        expect(page.locator("#moved")).to_contain_text(name)
    assert page.locator("li.found .move").count() == 5
    assert overflow(page) <= 0
    assert page.evaluate(OUTSIDE) == 0
    assert page.evaluate(FAINT) == []
    assert page.evaluate(SMALL) == []


def test_who_wants_no_motion_sees_none(visit):
    count_familiarity(now=now())
    draw_map(now=now())
    visitor = visit()
    with_a_list(visitor)
    page = visitor.go("/dig/")
    page.emulate_media(reduced_motion="reduce")

    page.locator("#steer-depth").press("End")

    expect(page.locator("#taste > svg .is-new").first).to_be_visible()
    assert page.evaluate(MOVING) == 0


def test_without_script_the_map_is_there_too(visit):
    draw_map(now=now())
    count_familiarity(now=now())
    visitor = visit(script=False)
    with_a_list(visitor)
    page = visitor.go("/dig/")

    page.locator("#more-" + page.locator("li.found").first.get_attribute("id")[5:]).click()

    expect(page.locator("#moved")).to_be_visible()
    expect(page.locator("#taste > svg .found-mark")).to_have_count(5)
    expect(page.locator("#taste > svg .trace")).to_have_count(1)
