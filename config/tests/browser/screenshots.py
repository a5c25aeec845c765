"""Take each page of a running site: `python -m config.tests.browser.screenshots ADDRESS FOLDER`.

The site needs the starter catalogue with its vectors. A throw-away member joins for it.
"""

import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.tests.browser.chromium import launch

SIZES = {390: 844, 1280: 900}
MOODS = (34, 73, 98)  # the places of 몽환적인, 신시사이저 and 밤 among the keywords
BANDS = ("실리카겔", "쏜애플", "혁오", "검정치마")
PASSWORD = uuid.uuid4().hex


@dataclass(frozen=True)
class Look:
    """How a visitor sees the site."""

    width: int
    language: str = "ko"
    scheme: str = "light"

    @property
    def name(self) -> str:
        dark = "-dark" if self.scheme == "dark" else ""
        return f"{self.width}-{self.language}{dark}"


Scene = Callable[[Page, str], None]

GUEST_SCENES: dict[str, Scene] = {
    "home": lambda page, site: visit(page, f"{site}/"),
    "browse": lambda page, site: visit(page, f"{site}/bands/"),
    "search": lambda page, site: visit(page, f"{site}/bands/?query=ㅅㄹㅋㄱ"),
    "nothing": lambda page, site: visit(page, f"{site}/bands/?query=qxvwkj"),
    "band": lambda page, site: open_band(page, site),
    "signup": lambda page, site: visit(page, f"{site}/signup/"),
    "signup-errors": lambda page, site: fail_to_join(page, site),
    "login": lambda page, site: visit(page, f"{site}/login/?next=/pick/"),
    "not-found": lambda page, site: visit(page, f"{site}/nowhere/"),
}
MEMBER_SCENES: dict[str, Scene] = {
    "pick-empty": lambda page, site: visit(page, f"{site}/pick/"),
    "list-empty": lambda page, site: visit(page, f"{site}/list/"),
    "pick": lambda page, site: pick_all(page, site),
    "list": lambda page, site: make_list(page, site),
    "map": lambda page, site: visit(page, f"{site}/map/"),
    "rate": lambda page, site: visit(page, f"{site}/list/rate/"),
    "list-stale": lambda page, site: change_a_pick(page, site),
    "me": lambda page, site: visit(page, f"{site}/me/"),
}
IN_ENGLISH = {"home", "pick", "list", "map", "band", "signup"}
IN_THE_DARK = {"home", "pick", "list", "map"}


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")


def open_band(page: Page, site: str) -> None:
    visit(page, f"{site}/bands/?query={BANDS[0]}")
    page.locator(".cards a").first.click()
    page.wait_for_load_state("networkidle")


def fail_to_join(page: Page, site: str) -> None:
    visit(page, f"{site}/signup/")
    page.fill("[name=username]", "a")
    page.fill("[name=email]", "nobody")
    page.fill("[name=password]", "1234")
    page.locator("main form button").click()
    page.wait_for_load_state("networkidle")


def join(page: Page, site: str) -> None:
    name = f"shot-{uuid.uuid4().hex[:10]}"
    page.goto(f"{site}/signup/")
    page.fill("[name=username]", name)
    page.fill("[name=email]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/pick/")


def pick_all(page: Page, site: str) -> None:
    for name in BANDS:
        visit(page, f"{site}/pick/?query={name}")
        press(page, page.locator("#results button[name=pick]").first.get_attribute("id"))
    visit(page, f"{site}/pick/")
    for index in MOODS:
        toggles = page.locator("#keywords button.chip")
        press(page, toggles.nth(index).get_attribute("id"))


def press(page: Page, button: str) -> None:
    page.locator(f"#{button}").click()
    page.locator(f"#{button}[aria-pressed=true]").wait_for()


def make_list(page: Page, site: str) -> None:
    page.locator("#go").click()
    page.wait_for_url("**/list/")
    page.wait_for_load_state("networkidle")


def change_a_pick(page: Page, site: str) -> None:
    visit(page, f"{site}/pick/")
    press(page, page.locator("#results button[name=pick]").first.get_attribute("id"))
    visit(page, f"{site}/list/")


def looks() -> Iterator[Look]:
    for width in SIZES:
        yield Look(width)
        yield Look(width, language="en")
        yield Look(width, scheme="dark")


def is_wanted(scene: str, look: Look) -> bool:
    in_english = look.language == "ko" or scene in IN_ENGLISH
    return in_english and (look.scheme == "light" or scene in IN_THE_DARK)


def shoot(page: Page, path: Path, look: Look) -> None:
    """The whole page in one window, so that what sticks to an edge is at that edge."""
    page.evaluate("window.scrollTo(0, 0)")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": look.width, "height": max(height, SIZES[look.width])})
    page.screenshot(path=path)
    page.set_viewport_size({"width": look.width, "height": SIZES[look.width]})


def take(browser: Browser, site: str, folder: Path, look: Look) -> None:
    """Go through all scenes in one look; those that are not wanted still set the stage."""
    context = browser.new_context(
        viewport={"width": look.width, "height": SIZES[look.width]},
        locale=look.language,
        color_scheme=look.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, scene in GUEST_SCENES.items():
        if is_wanted(name, look):
            scene(page, site)
            shoot(page, folder / f"{name}-{look.name}.png", look)
    join(page, site)
    for name, scene in MEMBER_SCENES.items():
        scene(page, site)
        if is_wanted(name, look):
            shoot(page, folder / f"{name}-{look.name}.png", look)
    context.close()


def main(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for look in looks():
            take(browser, site.rstrip("/"), folder, look)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
