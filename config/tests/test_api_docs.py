"""The page on which the API can be tried works under the strict policy, in a real browser."""

import pytest
from playwright.sync_api import Page, sync_playwright

from config.tests.browser.chromium import find_chromium, launch
from config.tests.callers import stranger
from config.tests.world import make_member
from members.tokens import AccessToken


def test_the_page_has_nothing_inline_and_relaxes_images_alone():
    """RELIABILITY D11, S10."""
    answer = stranger().get("/api/docs")

    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy["img-src"] == "'self' data:"
    assert {policy[name] for name in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert policy["default-src"] == "'none'"
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert answer.text.count("<script") == answer.text.count("<script src=")


@pytest.fixture
def page():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser.new_page()
        browser.close()


def authorize(page: Page, token: str) -> None:
    page.click(".auth-wrapper .authorize")
    page.fill(".auth-container input", token)
    page.click(".auth-btn-wrapper button[type=submit]")
    page.click(".btn-done")


def try_operation(page: Page, operation: str) -> str:
    block = page.locator(f"#{operation}")
    block.locator(".opblock-summary-control").click()
    block.locator(".try-out__btn").click()
    block.locator(".execute").click()
    return block.locator(".live-responses-table .response .response-col_status").inner_text()


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium here")
@pytest.mark.django_db(transaction=True)
def test_an_operation_can_be_tried_with_a_token(live_server, request):
    """CONTRACT D79; RELIABILITY S10: no complaint of the browser's."""
    token = str(AccessToken.for_member(make_member("kim")))
    page, complaints = request.getfixturevalue("page"), []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/api/docs")
    page.wait_for_selector(".opblock")
    authorize(page, token)

    assert try_operation(page, "operations-members-me").startswith("200")
    assert (
        '"userId": "kim"'
        in page.locator("#operations-members-me .live-responses-table").inner_text()
    )
    assert complaints == []
