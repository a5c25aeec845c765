"""A Chromium that notices what no page may do, and a stage to visit."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from config.tests.browser.chromium import find_chromium, launch
from config.tests.browser.running import Running, running_requests
from config.tests.stage import set_stage

SECONDS = 15_000  # milliseconds until a wait fails; a loaded machine is slow
LAST_REQUEST = 30.0  # seconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module: Playwright's loop must not run while other tests do."""
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the loop is Playwright's own, not Django's
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Visitor:
    """A browser window, and what went wrong in it."""

    page: Page
    context: BrowserContext
    site: str
    wrongs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def forgive(self) -> None:
        """A test that breaks something on purpose expects the browser to complain."""
        self.wrongs.clear()


Visit = Callable[..., Visitor]


@pytest.fixture
def stage(transactional_db: None) -> None:
    set_stage()


@pytest.fixture
def running() -> Iterator[Running]:
    with running_requests() as running:
        yield running


def leave(visitors: Iterable[Visitor], running: Running) -> None:
    """Close the windows and wait for what they asked last: a flush beside it is a deadlock."""
    for visitor in visitors:
        visitor.context.close()
    running.wait_for_the_last(LAST_REQUEST)


@pytest.fixture
def visit(browser: Browser, live_server: object, stage: None, running: Running) -> Iterator[Visit]:
    """Open a window: `visit(width=390, language="en", scheme="dark", script=False)`.

    In the end no window may have complained, nor asked any other site for anything.
    """
    visitors: list[Visitor] = []

    def opened(
        *, width: int = 1280, language: str = "ko", scheme: str = "light", script: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale={"ko": "ko-KR", "en": "en-GB"}[language],
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=width < 600,
        )
        context.set_default_timeout(SECONDS)
        visitor = Visitor(context.new_page(), context, live_server.url)
        _watch(visitor)
        visitors.append(visitor)
        return visitor

    yield opened
    leave(visitors, running)
    assert [wrong for visitor in visitors for wrong in visitor.wrongs] == []


def _watch(visitor: Visitor) -> None:
    """Note errors of scripts, violations of the policy, failed requests, and other sites."""

    def stay_here(route: Route, request: Request) -> None:
        if request.url.startswith(f"{visitor.site}/"):
            route.continue_()
            return
        visitor.wrongs.append(f"asked {request.url}")
        route.abort()

    visitor.context.route("**/*", stay_here)
    visitor.page.on("pageerror", lambda error: visitor.wrongs.append(str(error)))
    visitor.page.on(
        "console",
        lambda line: (
            visitor.wrongs.append(line.text) if line.type in ("error", "warning") else None
        ),
    )
