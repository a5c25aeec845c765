"""Steering a list in a browser: at once, by keyboard, and back again."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from config.tests.browser.test_looks import with_a_list
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
