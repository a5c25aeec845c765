"""What a page costs whoever opens it: `python -m config.tests.browser.vitals ADDRESS`.

Against a running site with the starter catalogue, on a phone's width, with a processor slowed down
four times. Prints tables for `docs/pages.md`; times depend on the machine and prove nothing.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from config.tests.browser import screenshots
from config.tests.browser.chromium import launch
from config.tests.browser.seeing import WATCH_SHIFTS

SLOWER = 4
TIMES = 3  # a page is opened, each time with an empty cache
PHONE = {"width": 390, "height": 844}
OPEN = ("/", "/start/", "/bands/", "/ask/", "/map/", "/signup/", "/login/")
INSIDE = ("/pick/", "/list/", "/dig/", "/map/", "/ask/", "/list/rate/", "/me/", "/me/feedback/")
WATCH_PRESSES = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (entry.interactionId) window.longest = Math.max(window.longest, entry.duration);
  }
}).observe({type: "event", durationThreshold: 16, buffered: true});
"""
PAINTED = """() => Math.round(
  performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN)"""
PAINTED_AGAIN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))"


@dataclass
class Sent:
    """Bytes on the wire since the last page began, the covers apart."""

    page: int = 0
    covers: int = 0
    _covers: set[str] = field(default_factory=set)

    def watch(self, devtools: CDPSession) -> None:
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.on("Network.requestWillBeSent", self._asked)
        devtools.on("Network.loadingFinished", self._came)

    def begin(self) -> None:
        self.page = self.covers = 0

    def _asked(self, event: dict) -> None:
        if "/cover.svg" in event["request"]["url"]:
            self._covers.add(event["requestId"])

    def _came(self, event: dict) -> None:
        if event["requestId"] in self._covers:
            self.covers += event["encodedDataLength"]
        else:
            self.page += event["encodedDataLength"]


@dataclass(frozen=True)
class Window:
    """A phone's window on the site, slowed down and watched."""

    page: Page
    site: str
    sent: Sent

    @classmethod
    def opened(cls, context: BrowserContext, site: str) -> "Window":
        page, sent = context.new_page(), Sent()
        devtools = context.new_cdp_session(page)
        sent.watch(devtools)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        return cls(page, site, sent)

    def row(self, path: str) -> str:
        """A page's cells of the table, its first paint the middle one of `TIMES`."""
        paints = [self._painted(path) for _time in range(TIMES)]
        weights = f"{self.sent.page / 1000:.0f} | {self.sent.covers / 1000:.0f}"
        shift = self.page.evaluate("window.shift")
        return f"{weights} | {shift:.3f} | {median(paints)}"

    def _painted(self, path: str) -> int:
        self.sent.begin()
        self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        return int(self.page.evaluate(PAINTED))

    def pressed(self, press: Callable[[Page], None]) -> int:
        """Milliseconds from a press to the frame that answers it."""
        self.page.evaluate("window.longest = 0")
        press(self.page)
        self.page.evaluate(PAINTED_AGAIN)
        return round(self.page.evaluate("window.longest"))


def pick_one(page: Page) -> None:
    button = page.locator("#results button[name=pick]").first.get_attribute("id")
    screenshots.press(page, str(button))


def update(page: Page) -> None:
    page.locator("#list form[action*=update] button").first.click()
    page.wait_for_load_state("networkidle")


def measure(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="ko", has_touch=True)
    context.add_init_script(WATCH_SHIFTS + WATCH_PRESSES)
    window = Window.opened(context, site)
    print("| page | kB | kB of covers | layout shift | first paint, ms |\n|---|---|---|---|---|")
    band = str(first_band(window)).removeprefix(site)
    for path in (*OPEN, band):
        print(f"| `{path}` | {window.row(path)} |")
    screenshots.join(window.page, site)
    screenshots.pick_all(window.page, site)
    screenshots.make_list(window.page, site)
    for path in (*INSIDE, band):
        print(f"| `{path}`, a member | {window.row(path)} |")
    window.row("/pick/")
    print("\n| press | answered on the screen, ms |\n|---|---|")
    print(f"| pick a band | {window.pressed(pick_one)} |")
    window.row("/list/")
    print(f"| make the list anew | {window.pressed(update)} |")
    context.close()


def first_band(window: Window) -> str | None:
    window.page.goto(f"{window.site}/bands/")
    return window.page.locator(".cards a").first.get_attribute("href")


def main(site: str) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        measure(browser, site.rstrip("/"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
