"""Asking why a band is not in the list, in a real browser on a phone."""

import pytest
from playwright.sync_api import expect

from config.tests.browser.test_looks import with_a_list
from config.tests.browser.walks import overflow

pytestmark = pytest.mark.browser


def test_a_band_is_asked_about_below_the_list_with_the_keyboard_alone(visit):
    """FEATURES N2: the answer is swapped in, the list and the focus stay."""
    page = with_a_list(visit(width=390))
    box = page.get_by_label("밴드 이름")
    box.focus()
    page.keyboard.type("이름난 밴드")

    page.keyboard.press("Enter")

    expect(page.locator("#why-not li")).to_have_count(5)
    expect(page.locator("#why-not")).to_contain_text("위예요")
    expect(box).to_be_focused()
    assert page.url.endswith("/list/")
    assert overflow(page) <= 0
