"""Take each page of a running site: `python -m config.tests.browser.screenshots ADDRESS FOLDER`.

The site needs the starter catalogue with its vectors. A throw-away member joins for it.
"""

import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.tests.browser.chromium import launch
from config.tests.browser.seeing import settled

SIZES = {390: 844, 1280: 900}
TALLEST = 2000  # pixels of a picture; what is further down looks like what is above
MOODS = (34, 73, 98)  # the places of 몽환적인, 신시사이저 and 밤 among the keywords
BANDS = ("실리카겔", "쏜애플", "혁오", "검정치마")
OUTSIDE = "새소년"  # near those, yet mostly not among the five
SENTENCE = "비 오는 새벽에 혼자 듣는 쓸쓸한 노래"
QUESTION = "비 오는 밤에 혼자 듣기 좋은 몽환적인 밴드, 근데 국카스텐은 말고"
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
    "search-meaning": lambda page, site: visit(page, f"{site}/bands/?query={SENTENCE}"),
    "keyword": lambda page, site: open_keyword(page, site),
    "ask-empty": lambda page, site: visit(page, f"{site}/ask/"),
    "ask": lambda page, site: visit(page, f"{site}/ask/?q={QUESTION}"),
}
NEWCOMER_SCENES: dict[str, Scene] = {
    "start": lambda page, site: pick_from_the_wall(page, site),
    "start-keywords": lambda page, site: visit(page, f"{site}/start/keywords/"),
    "guest-list": lambda page, site: list_from_the_start(page, site),
}
MEMBER_SCENES: dict[str, Scene] = {
    "pick-empty": lambda page, site: visit(page, f"{site}/pick/"),
    "list-empty": lambda page, site: visit(page, f"{site}/list/"),
    "pick": lambda page, site: pick_all(page, site),
    "list": lambda page, site: make_list(page, site),
    "map": lambda page, site: visit(page, f"{site}/map/"),
    "dig": lambda page, site: turn(page, site),
    "why-not": lambda page, site: visit(page, f"{site}/list/why-not/?q={OUTSIDE}"),
    "hot": lambda page, site: visit(page, f"{site}/hot/"),
    "rate": lambda page, site: visit(page, f"{site}/list/rate/"),
    "list-stale": lambda page, site: change_a_pick(page, site),
    "feedback": lambda page, site: react(page, site),
    "me": lambda page, site: visit(page, f"{site}/me/"),
    "account": lambda page, site: visit(page, f"{site}/me/account/"),
    "delete": lambda page, site: visit(page, f"{site}/me/delete/"),
}
IN_ENGLISH = {"home", "pick", "list", "map", "band", "signup", "start", "ask", "dig"}
IN_THE_DARK = {"home", "pick", "list", "map", "ask", "dig"}


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


def open_band(page: Page, site: str) -> None:
    visit(page, f"{site}/bands/?query={BANDS[0]}")
    page.locator(".cards a").first.click()
    page.wait_for_load_state("networkidle")


def open_keyword(page: Page, site: str) -> None:
    open_band(page, site)
    page.locator("main a[href*='/keywords/']").first.click()
    page.wait_for_load_state("networkidle")


def pick_from_the_wall(page: Page, site: str) -> None:
    visit(page, f"{site}/start/")
    page.locator("main button[name=pick]").first.click()
    page.locator("#bar form, #bar a").first.wait_for()
    settled(page)


def list_from_the_start(page: Page, site: str) -> None:
    visit(page, f"{site}/start/")
    make_list(page, site)


def turn(page: Page, site: str) -> None:
    visit(page, f"{site}/dig/")
    page.locator("a[href*='more=']").first.click()
    page.wait_for_url("**more=**")
    settled(page)


def react(page: Page, site: str) -> None:
    visit(page, f"{site}/list/")
    page.locator("#list button[value=not_for_me]").first.click()
    page.locator("#list .aside").first.wait_for()
    visit(page, f"{site}/me/feedback/")


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
    """The page in one window, so that what sticks to an edge is at that edge."""
    page.evaluate("window.scrollTo(0, 0)")
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size(
        {"width": look.width, "height": min(max(height, SIZES[look.width]), TALLEST)}
    )
    page.screenshot(path=path)
    page.set_viewport_size({"width": look.width, "height": SIZES[look.width]})


def take(browser: Browser, site: str, folder: Path, look: Look) -> None:
    """Go through all scenes in one look; those that are not wanted still set the stage."""
    with opened(browser, look) as page:
        play(page, site, folder, look, GUEST_SCENES)
    with opened(browser, look) as page:
        play(page, site, folder, look, NEWCOMER_SCENES)
    with opened(browser, look) as page:
        join(page, site)
        play(page, site, folder, look, MEMBER_SCENES)


@contextmanager
def opened(browser: Browser, look: Look) -> Iterator[Page]:
    """A window of its own, with nothing remembered."""
    context = browser.new_context(
        viewport={"width": look.width, "height": SIZES[look.width]},
        locale=look.language,
        color_scheme=look.scheme,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def play(page: Page, site: str, folder: Path, look: Look, scenes: dict[str, Scene]) -> None:
    for name, scene in scenes.items():
        scene(page, site)
        if is_wanted(name, look):
            shoot(page, folder / f"{name}-{look.name}.png", look)


def main(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for look in looks():
            take(browser, site.rstrip("/"), folder, look)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
