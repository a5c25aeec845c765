"""Steps that several walks share."""

import uuid

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from config.tests.browser.conftest import Visitor
from config.tests.world import make_member
from members.models import Member
from members.roles import Role, give_role

PASSWORD = "a-long-enough-one"


def join(visitor: Visitor, address: str = "/signup/") -> Page:
    """Become a member through the form, and arrive where members pick."""
    page = visitor.go(address)
    name = f"u{uuid.uuid4().hex[:10]}"
    page.locator("[name=username]").fill(name)
    page.locator("[name=email]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/pick/")
    return page


def sign_in(visitor: Visitor, role: str) -> Member:
    """Be a member of staff with that role, without the way through the login."""
    member, client = make_member(), Client()
    give_role(member_ids=[member.pk], role=Role(role))
    client.force_login(member)
    enter(visitor, client)
    return member


def enter(visitor: Visitor, client: Client) -> None:
    """Be whoever that client is; a guest has no session."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        return
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": visitor.site}])


def search(page: Page, query: str, found: str) -> None:
    """Type, as a person does, until the results are there."""
    page.locator("#query").fill("")
    page.locator("#query").press_sequentially(query)
    expect(page.locator("#results .card-name").first).to_have_text(found)


def pick(page: Page, name: str) -> None:
    card = page.locator("#results button", has_text=name)
    card.click()
    expect(page.locator("#chips")).to_contain_text(name)
    expect(page.locator("#results button[aria-pressed=true]", has_text=name)).to_be_visible()


def pick_keyword(page: Page, word: str) -> None:
    chip = page.locator("#keywords").get_by_role("button", name=word, exact=True)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window, once its styles are there."""
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
