"""Nothing on any page bars anyone, in both languages, in the light and the dark (CONTRACT D24).

axe-core is evaluated from outside, as the developer's console would: the policy stays in force.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from config.tests.browser.seeing import FAINT, MOST_SHIFT, SMALL, WATCH_SHIFTS
from config.tests.browser.walks import enter, overflow
from config.tests.listener_pages import set_pages

pytestmark = pytest.mark.browser

EVERYTHING = {"resultTypes": ["violations"]}
CONTRAST = EVERYTHING | {"runOnly": ["color-contrast"]}
RUN = """
async (options) => (await axe.run(document, options)).violations.flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))
"""


@pytest.fixture
def stage(transactional_db):
    """Each test sets its own."""


def faults(page: Page) -> list[str]:
    """Everything in the light, and what the dark changes."""
    shift = page.evaluate("window.shift")
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = page.evaluate(RUN, EVERYTHING) + page.evaluate(FAINT)
    found += [f"too small for a finger: {one}" for one in page.evaluate(SMALL)]
    if overflow(page) > 0:
        found.append(f"wider than the window by {overflow(page)}")
    if shift > MOST_SHIFT:
        found.append(f"jumps by {shift}")
    page.emulate_media(color_scheme="dark")
    return found + page.evaluate(RUN, CONTRAST) + page.evaluate(FAINT)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_on_any_page_bars_anyone(visit, language):
    found = {}
    for who, (client, paths) in set_pages().seen_by.items():
        visitor = visit(width=390, language=language)
        visitor.context.add_init_script(WATCH_SHIFTS)
        enter(visitor, client)
        found |= {(who, path): faults(visitor.go(path)) for path in paths}
        visitor.forgive()  # the page that is not there
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_axe_notices_a_picture_without_words(visit):
    """That the test above can fail."""
    visitor = visit(width=390)
    visitor.context.add_init_script(WATCH_SHIFTS)
    page = visitor.go("/login/")
    page.evaluate("document.querySelector('.brand img').removeAttribute('alt')")

    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt"]
