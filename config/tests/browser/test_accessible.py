"""axe-core finds nothing on any page, in both languages and in the light and the dark (D24).

It is evaluated from outside, as the developer's console would: the policy stays in force.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from config.tests.browser.walks import enter
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
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = page.evaluate(RUN, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    return light + page.evaluate(RUN, CONTRAST)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_axe_finds_nothing_on_any_page(visit, language):
    world = set_pages()
    guest = visit(width=390, language=language)
    member = visit(width=390, language=language)
    enter(member, world.client)
    found = {path: faults(guest.go(path)) for path in world.as_guest}
    found |= {f"{path} of a member": faults(member.go(path)) for path in world.as_member}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    for visitor in (guest, member):
        visitor.forgive()  # the page that is not there
